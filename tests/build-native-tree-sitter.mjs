// The optional package `tree-sitter` brings a binary that needs a newer C++ library than many systems have. Where it does not load and
// there are a compiler and Node's own headers, it is built here, in its place in `node_modules`, so that the tests of native code run.
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)
const folder = installedFolder()
const problem = folder === null ? 'it is not installed' : whyItDoesNotLoad()
if (problem === null) console.log('The native tree-sitter is ready.')
else if (folder === null) console.log(`The native tree-sitter is left out: ${problem}.`)
else build(folder)

function build(cwd) {
  const nodeGyp = process.env.npm_config_node_gyp
  const nodeFolder = path.resolve(process.execPath, '../..')
  if (!nodeGyp) return leaveOut('start this by npm, which brings node-gyp')
  if (!fs.existsSync(path.join(nodeFolder, 'include/node/node_api.h')))
    return leaveOut("Node's headers are not installed")
  console.log('The binary of the native tree-sitter does not load here, so it is built; that takes half a minute.')
  const { status, stderr } = spawnSync(process.execPath, [nodeGyp, 'rebuild', `--nodedir=${nodeFolder}`], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (status !== 0) return leaveOut(`it cannot be built here: ${stderr.trim().split('\n').at(-1)}`)
  const left = whyItDoesNotLoad()
  if (left !== null) leaveOut(left)
}

function leaveOut(reason) {
  console.log(`The native tree-sitter is left out: ${reason}.`)
}

function installedFolder() {
  try {
    return path.dirname(require.resolve('tree-sitter/package.json'))
  } catch {
    // It is optional.
    return null
  }
}

/** Tried in a process of its own: what is loaded once stays as it is. */
function whyItDoesNotLoad() {
  try {
    execFileSync(process.execPath, ['-e', "require('tree-sitter')"], { cwd: import.meta.dirname, stdio: 'pipe' })
    return null
  } catch (error) {
    return String(error.stderr).match(/Error: .*/)?.[0] ?? 'it does not load'
  }
}
