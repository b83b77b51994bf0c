import fs from 'node:fs'
import { GatewayError } from '../../errors.ts'

/** Throws `model_missing` or `model_corrupt` with what to do; reads only the first bytes of the file. */
export function checkModelFile(file: string, modelId: string): void {
  let handle: number
  try {
    handle = fs.openSync(file, 'r')
  } catch (cause) {
    throw new GatewayError('model_missing', `The model ${modelId} is not on this computer.`, {
      cause,
      remedy: 'Run `wayline model pull`.',
    })
  }
  try {
    const magic = Buffer.alloc(4)
    fs.readSync(handle, magic, 0, 4, 0)
    if (magic.toString('latin1') !== 'GGUF') throw corruptModel(file, modelId)
  } finally {
    fs.closeSync(handle)
  }
}

export function corruptModel(file: string, modelId: string, cause?: unknown): GatewayError {
  return new GatewayError('model_corrupt', `The model file ${file} is damaged or not a GGUF model.`, {
    cause,
    remedy: `Run \`wayline model remove ${modelId}\` and \`wayline model pull\`.`,
  })
}
