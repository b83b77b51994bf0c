import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { extension, readJson, root } from './files.mjs'

export function lockFile() {
  return readJson(path.join(root, 'package-lock.json'))
}

/**
 * Folder of a package in the version of the lock file: the installed one, or, for another platform's, one fetched from the npm registry and
 * checked against the lock file.
 */
export function packageFolder(name) {
  const installed = path.join(root, 'node_modules', name)
  if (fs.existsSync(path.join(installed, 'package.json'))) return installed
  const locked = lockFile().packages[`node_modules/${name}`]
  if (!locked) throw new Error(`The lock file does not have ${name}.`)
  const { version, integrity } = locked
  const folder = path.join(extension, 'node_modules/.cache/wayline', `${name.replace('/', '+')}@${version}`)
  if (!fs.existsSync(folder)) fetchPackage(`${name}@${version}`, integrity, folder)
  return path.join(folder, 'package')
}

function fetchPackage(name, integrity, folder) {
  const unfinished = `${folder}.unfinished`
  fs.rmSync(unfinished, { recursive: true, force: true })
  fs.mkdirSync(unfinished, { recursive: true })
  // On Windows npm is no program but a script.
  const options = { cwd: unfinished, encoding: 'utf8', shell: process.platform === 'win32' }
  execFileSync('npm', ['pack', '--silent', name], options)
  const [archive] = fs.readdirSync(unfinished)
  const digest = `sha512-${createHash('sha512')
    .update(fs.readFileSync(path.join(unfinished, archive)))
    .digest('base64')}`
  if (digest !== integrity) throw new Error(`${name} is not what the lock file says: it is ${digest}.`)
  execFileSync('tar', ['-xzf', archive], { cwd: unfinished })
  fs.rmSync(path.join(unfinished, archive))
  fs.renameSync(unfinished, folder)
}
