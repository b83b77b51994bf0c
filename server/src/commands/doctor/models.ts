import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { json } from 'node:stream/consumers'
import type { LocalGateway } from '@wayline/inference/api'
import * as z from 'zod'
import { gatewayProgram, nodeEnvironment } from '../../gateway/gateway-program.ts'
import type { Finding } from './finding.ts'

/** What `model check --json` says. */
const Checked = z.object({
  models: z.array(
    z.discriminatedUnion('state', [
      z.object({ state: z.enum(['whole', 'unknown']), id: z.string() }),
      z.object({ state: z.literal('damaged'), id: z.string(), reason: z.string(), remedy: z.string() }),
    ]),
  ),
})

const what = 'Models'

/** Which models are on this computer, and whether their files are what was pulled: each is read from beginning to end. */
export async function checkModels(place: LocalGateway): Promise<Finding> {
  const names = modelFiles(place.modelsDir)
  const noModel = names.find(name => !isModel(path.join(place.modelsDir, name)))
  if (noModel !== undefined) {
    const remedy = `Delete it from ${place.modelsDir} and run \`wayline model pull\`.`
    return { what, state: 'failure', text: `${noModel} is damaged or cannot be read`, remedy }
  }
  if (names.length > 0) return (await damage(place)) ?? { what, state: 'ok', text: names.join(', ') }
  const remedy = 'Run `wayline model pull`, or use a company gateway.'
  return { what, state: 'warning', text: 'none on this computer', remedy }
}

/** The first model that is not what was pulled, if there is one. */
async function damage({ dataDir }: LocalGateway): Promise<Finding | null> {
  let program: string
  try {
    program = gatewayProgram()
  } catch {
    // That the gateway is not built is another finding.
    return null
  }
  const child = spawn(process.execPath, [program, 'model', 'check', '--json', '--data-dir', dataDir], {
    env: nodeEnvironment(process.env),
    // Its progress is for the person who waits.
    stdio: ['ignore', 'pipe', 'inherit'],
    windowsHide: true,
  })
  const checked = Checked.safeParse(await json(child.stdout).catch(() => null))
  if (!checked.success) {
    const remedy = 'Run `wayline model check`; it says why.'
    return { what, state: 'warning', text: 'could not be compared with what was pulled', remedy }
  }
  const damaged = checked.data.models.find(model => model.state === 'damaged')
  return damaged ? { what, state: 'failure', text: damaged.reason, remedy: damaged.remedy } : null
}

function modelFiles(folder: string): string[] {
  try {
    return fs.readdirSync(folder).filter(name => name.endsWith('.gguf'))
  } catch {
    // Without the folder there are no models in it.
    return []
  }
}

/** Whether a file begins as the format of models does. */
function isModel(file: string): boolean {
  let handle: number | undefined
  try {
    handle = fs.openSync(file, 'r')
    const magic = Buffer.alloc(4)
    fs.readSync(handle, magic, 0, 4, 0)
    return magic.toString('latin1') === 'GGUF'
  } catch {
    // A file that cannot be read is no model to anybody.
    return false
  } finally {
    if (handle !== undefined) fs.closeSync(handle)
  }
}
