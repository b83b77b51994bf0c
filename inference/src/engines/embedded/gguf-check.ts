import fs from 'node:fs'
import { GatewayError } from '../../errors.ts'
import { corruptModel, wrongSize } from '../../models/store/damage.ts'
import { missingModel } from '../../models/store/missing-model.ts'
import { systemCodeOf } from '../../models/store/system-error.ts'

/** Throws `model_missing` or `model_corrupt` with what to do; reads only the first bytes of the file and looks at its size. */
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
  const wrong = wrongSize(file, modelId)
  if (wrong) throw wrong
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
