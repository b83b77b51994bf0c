import fs from 'node:fs'
import { GatewayError } from '../../errors.ts'
import { defaultModel } from './catalogue.ts'
import { sha256Of } from './file-hash.ts'
import { fetchableModel } from './missing-model.ts'
import { readRecord, type ModelRecord, type StoredModel } from './model-store.ts'

/** The failure for a file that is no model, or not the one that was pulled; its remedy brings it again, where anything can. */
export function corruptModel(
  file: string,
  id: string,
  cause?: unknown,
  reason = 'is damaged or not a GGUF model',
): GatewayError {
  const model = fetchableModel(id, file)
  const source = model?.id ?? addressIn(readRecord(file))
  return new GatewayError('model_corrupt', `The model file ${file} ${reason}.`, {
    cause,
    ...(model ? { missingModel: model } : {}),
    remedy:
      source === null
        ? `Run \`wayline model remove ${id}\`, and bring it again from where it came.`
        : `Run \`wayline model pull ${source}\`; it replaces the file.`,
  })
}

/** What is wrong with the size of a model's file, or null; also null where nobody has noted how large it was. */
export function wrongSize(file: string, id: string): GatewayError | null {
  const expected = pulledBytes(readRecord(file))
  const bytes = fs.statSync(file, { throwIfNoEntry: false })?.size
  if (expected === null || bytes === undefined || bytes === expected) return null
  return corruptModel(file, id, undefined, `is damaged: it has ${bytes} bytes where ${expected} were pulled`)
}

/** What is wrong with a model, read from beginning to end, or null; also null where nobody has noted what it was. */
export async function damageOf(
  { file, id, record }: StoredModel,
  onProgress: (bytes: number) => void = () => undefined,
): Promise<GatewayError | null> {
  const wrong = wrongSize(file, id)
  if (wrong || !record) return wrong
  const isWhole = (await sha256Of(file, onProgress)) === record.sha256
  return isWhole ? null : corruptModel(file, id, undefined, 'is damaged: its content is not what was pulled')
}

/** Records of earlier versions have no size; that of the default model is known. */
function pulledBytes(record: ModelRecord | null): number | null {
  if (record?.bytes !== undefined) return record.bytes
  return record?.sha256 === defaultModel.sha256 ? defaultModel.bytes : null
}

function addressIn(record: ModelRecord | null): string | null {
  return record && /^(hf:|https?:)/.test(record.source) ? record.source : null
}
