// `npm run package --workspace clients/vscode [-- --target linux-x64 --flavour slim --out FOLDER]`: puts a VSIX together, in `dist/` if not said otherwise.
import { createVSIX } from '@vscode/vsce'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { stageExtension } from './packaging/stage-extension.mjs'
import { targets, thisTarget } from './packaging/targets.mjs'

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: thisTarget() },
    flavour: { type: 'string', default: 'slim' },
    help: { type: 'boolean', default: false },
    out: { type: 'string', default: path.join(import.meta.dirname, 'dist') },
  },
})
if (values.help) {
  process.stdout.write(`npm run package --workspace clients/vscode -- [options]

  --target NAME     ${Object.keys(targets).join(', ')} or all (default: this computer's)
  --flavour NAME    slim, or local: with the local gateway and llama.cpp (default: slim)
  --out FOLDER      where the VSIX goes (default: clients/vscode/dist)
`)
  process.exit(0)
}
const canHave = name => values.flavour !== 'local' || targets[name]?.llama
const names = values.target === 'all' ? Object.keys(targets).filter(canHave) : [values.target]
for (const name of names)
  if (!(name in targets)) fail(`There is no target ${name}; there are ${Object.keys(targets).join(', ')} and all.`)
if (!names.every(canHave)) fail(`There is no llama.cpp for ${values.target}, so there is no local flavour.`)
if (!['slim', 'local'].includes(values.flavour))
  fail(`There is no flavour ${values.flavour}; there are slim and local.`)

execFileSync(process.execPath, ['build.mjs'], { cwd: import.meta.dirname, stdio: 'inherit' })
const { version } = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'package.json'), 'utf8'))
for (const name of names) await pack(name, values.flavour)

async function pack(target, flavour) {
  const stage = path.join(import.meta.dirname, 'dist/stage', `${target}-${flavour}-${process.pid}`)
  const name = `wayline-${version}-${target}${flavour === 'local' ? '-local' : ''}.vsix`
  const packagePath = path.join(values.out, name)
  stageExtension({ target: targets[target], flavour, stage })
  await createVSIX({
    cwd: stage,
    packagePath,
    ...(target === 'universal' ? {} : { target }),
    // What is needed is staged.
    dependencies: false,
    // Words of rules that find secrets look like secrets.
    allowPackageAllSecrets: true,
    allowMissingRepository: true,
    skipLicense: false,
    rewriteRelativeLinks: false,
  })
  fs.rmSync(stage, { recursive: true })
  const { size } = fs.statSync(packagePath)
  process.stdout.write(`${path.relative(process.cwd(), packagePath)}: ${(size / 1e6).toFixed(1)} MB\n`)
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}
