import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/**
 * Unpacks packages of a Debian suite, with all they need, into a folder, unless they are there: `FOLDER/run PROGRAM` runs one of their programs.
 * Nothing of the system changes. Throws where they cannot be had, for instance because this is no Debian.
 */
export function unpackDebian(folder, suite, packages) {
  if (fs.existsSync(path.join(folder, 'run'))) return
  const script = path.join(import.meta.dirname, 'deb-unpack.sh')
  const { status, error } = spawnSync(script, [folder, suite, ...packages], { stdio: 'inherit' })
  if (error) throw error
  if (status !== 0) throw new Error(`${packages.join(', ')} of Debian ${suite} could not be unpacked.`)
}
