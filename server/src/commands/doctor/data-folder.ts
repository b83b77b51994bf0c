import fs from 'node:fs'
import path from 'node:path'
import type { LocalGateway } from '@wayline/inference/api'
import { isDiskFull } from '../../errors.ts'
import type { Finding } from './finding.ts'

/** Below this, a model may not fit beside what else is written. */
const littleMb = 300

/** Whether the folder for key, models and log can be used. It is made if it is not there: whether that works is the question. */
export function checkDataFolder({ dataDir }: LocalGateway): Finding {
  const what = 'Data folder'
  try {
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    tryWriting(path.join(dataDir, `doctor.${process.pid}`))
  } catch (error) {
    if (isDiskFull(error))
      return { what, state: 'failure', text: `the disk of ${dataDir} is full`, remedy: 'Make room on it.' }
    // Why else it is not writable is the system's business; that it is not is the finding.
    const remedy = 'Correct its permissions, or set WAYLINE_DATA_DIR to another folder.'
    return { what, state: 'failure', text: `${dataDir} cannot be written`, remedy }
  }
  const { bavail, bsize } = fs.statfsSync(dataDir)
  const freeMb = Math.floor((bavail * bsize) / 1e6)
  const text = `${dataDir}, ${freeMb} MB free`
  return freeMb < littleMb
    ? { what, state: 'warning', text, remedy: 'Make room; pulling a model needs about 200 MB.' }
    : { what, state: 'ok', text }
}

/** What the system says of free room and permissions is one thing, and a file that can be written another. */
function tryWriting(file: string): void {
  try {
    fs.writeFileSync(file, Buffer.alloc(4096), { mode: 0o600 })
  } finally {
    fs.rmSync(file, { force: true })
  }
}

/** Whether the key of the user's own gateway is the user's alone; nothing where there is none yet. */
export function checkKeyFile({ keyFile }: LocalGateway): Finding[] {
  const stat = statOf(keyFile)
  if (!stat || process.platform === 'win32') return []
  if ((stat.mode & 0o077) === 0) return [{ what: 'Key', state: 'ok', text: keyFile }]
  const remedy = `Run \`chmod 600 ${keyFile}\`.`
  return [{ what: 'Key', state: 'warning', text: `${keyFile} can be read by others`, remedy }]
}

function statOf(file: string): fs.Stats | null {
  try {
    return fs.statSync(file)
  } catch {
    // Not there, or its folder is none, which is another finding.
    return null
  }
}
