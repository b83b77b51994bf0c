import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { GatewayError } from '../../errors.ts'

/** What is remembered of a pulled model, in a JSON file beside it. */
export const ModelRecord = z.object({
  id: z.string(),
  sha256: z.string(),
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
    .map(name => {
      const file = path.join(modelsDir, name)
      const record = readRecord(file)
      return { id: record?.id ?? name.replace(/\.gguf$/i, ''), file, bytes: fs.statSync(file).size, record }
    })
    .sort((a, b) => a.id.localeCompare(b.id))
}

export function writeRecord(modelFile: string, record: ModelRecord): void {
  fs.writeFileSync(recordFile(modelFile), `${JSON.stringify(record, null, 2)}\n`)
}

/** Removes a model, its record and what is left of an unfinished pull. Throws `model_not_found` naming what there is. */
export function removeModel(modelsDir: string, name: string): StoredModel {
  const models = readStore(modelsDir)
  const model = models.find(({ id }) => id.toLowerCase() === name.toLowerCase())
  if (!model) {
    throw new GatewayError('model_not_found', `There is no model ${JSON.stringify(name)} on this computer.`, {
      remedy: models.length > 0 ? `There is: ${models.map(({ id }) => id).join(', ')}.` : 'There is none at all.',
    })
  }
  for (const file of [model.file, recordFile(model.file), `${model.file}.part`]) fs.rmSync(file, { force: true })
  return model
}

function readRecord(modelFile: string): ModelRecord | null {
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
