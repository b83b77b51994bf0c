import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const extension = path.dirname(import.meta.dirname)
const root = path.join(extension, '../..')

/**
 * Folder of a package in the version of the lock file: the installed one, or, for another platform's, one fetched from the npm registry and
 * checked against the lock file.
 */
export function packageFolder(name) {
  const installed = path.join(root, 'node_modules', name)
  if (fs.existsSync(path.join(installed, 'package.json'))) return installed
  const { packages } = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  const locked = packages[`node_modules/${name}`]
  if (!locked) throw new Error(`The lock file does not have ${name}.`)
  const folder = path.join(extension, 'node_modules/.cache/wayline', `${name.replace('/', '+')}@${locked.version}`)
  if (!fs.existsSync(folder)) fetchPackage(`${name}@${locked.version}`, locked.integrity, folder)
  return path.join(folder, 'package')
}

function fetchPackage(name, integrity, folder) {
  const unfinished = `${folder}.unfinished`
  fs.rmSync(unfinished, { recursive: true, force: true })
  fs.mkdirSync(unfinished, { recursive: true })
  // On Windows npm is no program but a script.
  const options = { cwd: unfinished, encoding: 'utf8', shell: process.platform === 'win32' }
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--silent', name], options))
  const archive = path.join(unfinished, path.basename(filename))
  const digest = `sha512-${createHash('sha512').update(fs.readFileSync(archive)).digest('base64')}`
  if (digest !== integrity) throw new Error(`${name} is not what the lock file says: ${digest}.`)
  execFileSync('tar', ['-xzf', path.basename(archive)], { cwd: unfinished })
  fs.rmSync(archive)
  fs.renameSync(unfinished, folder)
}
