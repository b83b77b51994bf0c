import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { onPath } from './on-path.mjs'
import { unpackDebian } from './unpack-debian.mjs'

/** The newest code-server whose VS Code runs on Node 20. */
const version = '4.100.3'

/** What its server loads and npm has no binary of. */
const nativeModules = ['@vscode/spdlog', '@vscode/native-watchdog', 'native-watchdog', 'node-pty']

/** VS Code as a web application, from npm; what its own installation would download elsewhere is Debian's or built here. */
export function fetchCodeServer(folder) {
  const target = path.join(folder, 'code-server')
  if (fs.existsSync(target)) return
  const unpacking = `${target}.unpacking`
  fs.rmSync(unpacking, { recursive: true, force: true })
  fs.mkdirSync(unpacking)
  fs.writeFileSync(
    path.join(unpacking, 'package.json'),
    JSON.stringify({ name: 'code-server-for-tests', private: true }),
  )
  console.error(`Fetching code-server ${version}; that takes a minute.`)

  // Its own installation refuses the superuser and downloads a search tool, so what it does is done here.
  npm(unpacking, 'install', '--ignore-scripts', '--no-save', '--no-package-lock', `code-server@${version}`)
  const vscode = path.join(unpacking, 'node_modules/code-server/lib/vscode')
  for (const part of [vscode, path.join(vscode, 'extensions')]) npm(part, 'install', '--omit=dev', '--ignore-scripts')
  fs.symlinkSync('node_modules', path.join(vscode, 'node_modules.asar'))
  const argon2 = path.join(unpacking, 'node_modules/argon2')
  // It expects to be told what a program of its own installation would tell.
  const binding = path.join(argon2, 'lib/binding/napi-v3')
  build(argon2, ['--module_name=argon2', `--module_path=${binding}`, '--napi_build_version=3'])
  for (const name of nativeModules) build(path.join(vscode, 'node_modules', name))
  addRipgrep(folder, path.join(vscode, 'node_modules/@vscode/ripgrep/bin/rg'))
  fs.renameSync(unpacking, target)
}

/** Builds a module of C++ with Node's own headers, unless it is not used or comes built. */
function build(cwd, options = []) {
  if (!fs.existsSync(path.join(cwd, 'binding.gyp'))) return
  const builds = [path.join(cwd, 'build/Release'), path.join(cwd, `prebuilds/${process.platform}-${process.arch}`)]
  const hasBinary = candidate =>
    fs.existsSync(candidate) && fs.readdirSync(candidate).some(name => name.endsWith('.node'))
  if (builds.some(hasBinary)) return
  const nodeFolder = path.resolve(process.execPath, '../..')
  if (!fs.existsSync(path.join(nodeFolder, 'include/node/node_api.h')))
    throw new Error("Node's headers are not installed.")
  run(process.execPath, [nodeGyp(), 'rebuild', `--nodedir=${nodeFolder}`, ...options], cwd)
}

/** npm brings node-gyp, and tells its scripts where it is. */
function nodeGyp() {
  const told = process.env.npm_config_node_gyp
  return told ?? path.join(run('npm', ['root', '--global']).trim(), 'npm/node_modules/node-gyp/bin/node-gyp.js')
}

/** VS Code searches files with ripgrep. */
function addRipgrep(folder, file) {
  let program = onPath(['rg'])
  if (program === null) {
    unpackDebian(path.join(folder, 'ripgrep'), 'stable', ['ripgrep'])
    program = path.join(folder, 'rg')
    fs.writeFileSync(program, `#!/bin/sh\nexec "${path.join(folder, 'ripgrep/run')}" rg "$@"\n`, { mode: 0o755 })
  }
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.rmSync(file, { force: true })
  fs.symlinkSync(program, file)
}

function npm(cwd, ...args) {
  run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], cwd)
}

function run(program, args, cwd) {
  // What npm tells the scripts of this project is not meant for others.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(local_prefix|workspace)/i.test(name)),
  )
  try {
    return execFileSync(program, args, {
      cwd,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 2 ** 26,
    })
  } catch (error) {
    const lastLines = String(error.stderr ?? '')
      .trim()
      .split('\n')
      .slice(-3)
      .join(' ')
    throw new Error(`${path.basename(program)} ${args[0]} failed: ${lastLines || error.message}`, { cause: error })
  }
}
