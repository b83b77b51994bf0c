import fs from 'node:fs'
import { GatewayError } from '../../errors.ts'
import { missingModel } from '../../models/store/missing-model.ts'
import { systemCodeOf } from '../../models/store/system-error.ts'

/** Throws `model_missing` or `model_corrupt` with what to do; reads only the first bytes of the file. */
export function checkModelFile(file: string, modelId: string): void {
  let isModel: boolean
  try {
    isModel = isModelFile(file)
  } catch (cause) {
    if (['EACCES', 'EPERM'].includes(systemCodeOf(cause) ?? '')) {
      throw new GatewayError('model_missing', `The model file ${file} may not be read.`, {
        cause,
        remedy: 'Correct its permissions.',
      })
    }
    throw missingModel(modelId, file, cause)
  }
  if (!isModel) throw corruptModel(file, modelId)
}

/** Whether a file begins as a GGUF model does. Throws the system's error if it cannot be read. */
export function isModelFile(file: string): boolean {
  const handle = fs.openSync(file, 'r')
  try {
    if (!fs.fstatSync(handle).isFile()) return false
    const magic = Buffer.alloc(4)
    fs.readSync(handle, magic, 0, 4, 0)
    return magic.toString('latin1') === 'GGUF'
  } finally {
    fs.closeSync(handle)
  }
}

/** The failure for a file that is no model, or a broken one. */
export function corruptModel(file: string, modelId: string, cause?: unknown): GatewayError {
  return new GatewayError('model_corrupt', `The model file ${file} is damaged or not a GGUF model.`, {
    cause,
    remedy: `Run \`wayline model remove ${modelId}\` and \`wayline model pull\`.`,
  })
}
