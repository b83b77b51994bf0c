import fs from 'node:fs'
import path from 'node:path'
import { GatewayError } from '../../errors.ts'
import { catalogue, defaultModel, findInCatalogue } from './catalogue.ts'
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
  if (isPath(wanted)) return { id: path.basename(wanted).replace(/\.gguf$/i, ''), file: path.resolve(wanted) }
  const stored = readStore(modelsDir).find(({ id }) => id.toLowerCase() === wanted.toLowerCase())
  if (stored) return { id: stored.id, file: stored.file }
  const known = findInCatalogue(wanted)
  return known
    ? { id: known.id, file: path.join(modelsDir, known.file) }
    : { id: wanted, file: path.join(modelsDir, `${wanted}.gguf`) }
}

/** Throws `model_missing`, naming those there are, for a name that means no model here and none that can be fetched. */
export function expectKnownModel(modelsDir: string, name: string): void {
  if (isPath(name) || findInCatalogue(name) || fs.existsSync(locateModel(modelsDir, name).file)) return
  const stored = readStore(modelsDir).map(({ id }) => id)
  const fetchable = catalogue.map(({ id }) => id).filter(id => !stored.includes(id))
  const here = stored.length > 0 ? `There is ${stored.join(', ')}` : 'There is none on this computer yet'
  throw new GatewayError('model_missing', `There is no model ${JSON.stringify(name)}.`, {
    remedy: `${here}${fetchable.length > 0 ? `; \`wayline model pull\` fetches ${fetchable.join(', ')}` : ''}.`,
  })
}

function isPath(name: string): boolean {
  return name.toLowerCase().endsWith('.gguf')
}

function withoutName(modelsDir: string): string {
  const stored = readStore(modelsDir).map(({ id }) => id)
  return stored.includes(defaultModel.id) ? defaultModel.id : (stored[0] ?? defaultModel.id)
}
