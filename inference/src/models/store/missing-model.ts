import path from 'node:path'
import type { FetchableModel } from '../../api/index.ts'
import { GatewayError } from '../../errors.ts'
import { findInCatalogue } from './catalogue.ts'

/** The failure for a model whose file is not there; its remedy fetches that very model, where anything can. */
export function missingModel(id: string, file: string, cause?: unknown): GatewayError {
  const model = fetchableModel(id, file)
  return new GatewayError('model_missing', `The model ${id} is not on this computer.`, {
    cause,
    ...(model
      ? { missingModel: model, remedy: `Run \`wayline model pull ${model.id}\`.` }
      : { remedy: `There is no file ${file}; \`wayline model list\` shows which models there are.` }),
  })
}

/** What fetches the model of that name into that file, or null: a file of somebody's own may be called like a known model. */
export function fetchableModel(id: string, file: string): FetchableModel | null {
  const model = findInCatalogue(id)
  if (model?.file !== path.basename(file)) return null
  const { bytes, licence } = model
  return { id: model.id, bytes, licence }
}
