import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { GatewayError } from '../../errors.ts'
import { catalogue } from './catalogue.ts'

/** What is remembered of a pulled model, in a JSON file beside it. */
export const ModelRecord = z.object({
  id: z.string(),
  sha256: z.string(),
  /** Size when it was pulled; absent in records of earlier versions. */
  bytes: z.number().optional(),
  licence: z.string(),
  source: z.string(),
  pulledAt: z.string(),
})
export type ModelRecord = z.infer<typeof ModelRecord>

export interface StoredModel {
  id: string
  file: string
  bytes: number
  /** Null for a file that somebody put there by hand. */
  record: ModelRecord | null
}

/** The models in the folder, by name. A folder that is not there holds none. */
export function readStore(modelsDir: string): StoredModel[] {
  if (!fs.existsSync(modelsDir)) return []
  return fs
    .readdirSync(modelsDir)
    .filter(name => name.toLowerCase().endsWith('.gguf'))
    .flatMap(name => {
      const file = path.join(modelsDir, name)
      // A link whose file is gone, or a file that is being removed: no model.
      const state = fs.statSync(file, { throwIfNoEntry: false })
      if (!state?.isFile()) return []
      const record = readRecord(file)
      const id = record?.id ?? catalogue.find(model => model.file === name)?.id ?? name.replace(/\.gguf$/i, '')
      return [{ id, file, bytes: state.size, record }]
    })
    .sort((a, b) => a.id.localeCompare(b.id))
}

export function writeRecord(modelFile: string, record: ModelRecord): void {
  fs.writeFileSync(recordFile(modelFile), `${JSON.stringify(record, null, 2)}\n`)
}

/** The model of that name. Throws `model_not_found` naming what there is. */
export function findStored(modelsDir: string, name: string): StoredModel {
  const models = readStore(modelsDir)
  const model = models.find(({ id }) => id.toLowerCase() === name.toLowerCase())
  if (!model) {
    throw new GatewayError('model_not_found', `There is no model ${JSON.stringify(name)} on this computer.`, {
      remedy: models.length > 0 ? `There is: ${models.map(({ id }) => id).join(', ')}.` : 'There is none at all.',
    })
  }
  return model
}

/** Removes a model, its record and what is left of an unfinished pull. Throws `model_not_found` naming what there is. */
export function removeModel(modelsDir: string, name: string): StoredModel {
  const model = findStored(modelsDir, name)
  const leftovers = ['.part', '.part.etag', '.whl', '.whl.part', '.whl.part.etag'].map(end => `${model.file}${end}`)
  for (const file of [model.file, recordFile(model.file), ...leftovers]) fs.rmSync(file, { force: true })
  return model
}

/** What is remembered of the model in a file, or null. */
export function readRecord(modelFile: string): ModelRecord | null {
  try {
    return ModelRecord.parse(JSON.parse(fs.readFileSync(recordFile(modelFile), 'utf8')))
  } catch {
    // Put there by hand, or the record is damaged: the model itself is what counts.
    return null
  }
}

function recordFile(modelFile: string): string {
  return `${modelFile}.json`
}
