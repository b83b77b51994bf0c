import path from 'node:path'
import { defaultModel } from './catalogue.ts'
import { readStore } from './model-store.ts'

export interface LocatedModel {
  id: string
  file: string
}

/**
 * Which file a model name means: a path to a .gguf, or a model in the store. Without a name it is the default model, or,
 * where that is not, any that is. The file may not be there yet.
 */
export function locateModel(modelsDir: string, name: string | undefined): LocatedModel {
  const wanted = name ?? withoutName(modelsDir)
  if (wanted.toLowerCase().endsWith('.gguf'))
    return { id: path.basename(wanted).replace(/\.gguf$/i, ''), file: path.resolve(wanted) }
  const stored = readStore(modelsDir).find(({ id }) => id.toLowerCase() === wanted.toLowerCase())
  if (stored) return { id: stored.id, file: stored.file }
  return wanted.toLowerCase() === defaultModel.id.toLowerCase()
    ? { id: defaultModel.id, file: path.join(modelsDir, defaultModel.file) }
    : { id: wanted, file: path.join(modelsDir, `${wanted}.gguf`) }
}

function withoutName(modelsDir: string): string {
  const stored = readStore(modelsDir).map(({ id }) => id)
  return stored.includes(defaultModel.id) ? defaultModel.id : (stored[0] ?? defaultModel.id)
}
