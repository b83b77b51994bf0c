import type { GatewayError } from '../errors.ts'
import { damageOf } from '../models/store/damage.ts'
import { findStored, readStore, type StoredModel } from '../models/store/model-store.ts'
import { createProgressBar } from './progress-bar.ts'

/** `model check`: reads models and compares them with what was pulled. Returns 1 if one is damaged. */
export async function checkModels(modelsDir: string, name: string | undefined, isJson: boolean): Promise<number> {
  const models = name === undefined ? readStore(modelsDir) : [findStored(modelsDir, name)]
  const checked: { model: StoredModel; damage: GatewayError | null }[] = []
  for (const model of models) checked.push({ model, damage: await withProgress(model) })
  if (isJson) {
    const told = checked.map(({ model: { id, file, record }, damage }) => ({
      id,
      file,
      state: damage ? 'damaged' : record ? 'whole' : 'unknown',
      ...(damage ? { reason: damage.message, remedy: damage.remedy } : {}),
    }))
    process.stdout.write(`${JSON.stringify({ folder: modelsDir, models: told }, null, 2)}\n`)
  } else {
    for (const { model, damage } of checked) process.stdout.write(`${model.id.padEnd(28)} ${verdict(model, damage)}\n`)
  }
  return checked.some(({ damage }) => damage) ? 1 : 0
}

function verdict({ record }: StoredModel, damage: GatewayError | null): string {
  if (damage) return `${damage.message} ${damage.remedy}`
  return record ? 'is what was pulled' : 'was put there by hand: there is nothing to compare it with'
}

/** Reading a large model takes a while, which a person at a terminal sees. */
async function withProgress(model: StoredModel): Promise<GatewayError | null> {
  if (!process.stderr.isTTY) return damageOf(model)
  const bar = createProgressBar(process.stderr)
  try {
    return await damageOf(model, receivedBytes => bar.show({ receivedBytes, totalBytes: model.bytes }))
  } finally {
    bar.end()
  }
}
