import fs from 'node:fs'
import path from 'node:path'
import { copy, extension, readJson, root } from './files.mjs'
import { packageFolder } from './package-folder.mjs'
import { stageGateway } from './stage-gateway.mjs'

/** Lays out in a folder what a VSIX holds: the extension, the language server, and what both need on the target. */
export function stageExtension({ target, flavour, stage }) {
  fs.rmSync(stage, { recursive: true, force: true })
  fs.mkdirSync(stage, { recursive: true })
  stageClient(stage)
  stageServer(path.join(stage, 'server'))
  stageAstGrep(path.join(stage, 'server/node_modules/@ast-grep'), target)
  if (flavour === 'local') stageGateway(path.join(stage, 'server/node_modules'), target)
}

function stageClient(stage) {
  for (const name of ['README.md', 'package.nls.json', 'package.nls.zh-cn.json', 'l10n', 'media', 'walkthrough'])
    if (fs.existsSync(path.join(extension, name))) copy(path.join(extension, name), path.join(stage, name))
  copy(path.join(extension, 'dist/extension.js'), path.join(stage, 'dist/extension.js'))
  for (const name of ['LICENSE', 'NOTICE', 'THIRD_PARTY.md', 'CHANGELOG.md'])
    copy(path.join(root, name), path.join(stage, name))
  const manifest = readJson(path.join(extension, 'package.json'))
  // What only concerns building it: what it depends on is in the bundle.
  for (const name of ['scripts', 'dependencies', 'devDependencies', 'private']) delete manifest[name]
  fs.writeFileSync(path.join(stage, 'package.json'), JSON.stringify(manifest, null, 2))
}

/** Without maps, and without the code that V8 compiled: an editor has another V8. */
function stageServer(folder) {
  const server = path.join(root, 'server')
  if (!fs.existsSync(path.join(server, 'dist/lsp.cjs')))
    throw new Error('The language server is not built: run `npm run build`.')
  copy(path.join(server, 'bin'), path.join(folder, 'bin'))
  copy(path.join(server, 'dist'), path.join(folder, 'dist'), file => !/\.(map|compiled)$/.test(file))
  const { name, version, license, type } = readJson(path.join(server, 'package.json'))
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version, license, type }))
}

/** The library, and of each language's package the grammar for the target. */
function stageAstGrep(folder, { astGrep, grammars }) {
  for (const name of ['napi', 'setup-lang']) stagePackage(folder, `@ast-grep/${name}`, file => !/\.ts$/.test(file))
  if (astGrep) stagePackage(folder, astGrep)
  const { dependencies } = readJson(path.join(root, 'server/package.json'))
  for (const name of Object.keys(dependencies).filter(name => name.startsWith('@ast-grep/lang-')))
    stagePackage(folder, name, file => {
      const [part, build] = file.split(path.sep)
      return part === 'prebuilds' ? !build || build === grammars : /^(index\.js|package\.json|LICENSE)?$/.test(part)
    })
}

function stagePackage(folder, name, isWanted = () => true) {
  copy(packageFolder(name), path.join(folder, name.split('/')[1]), isWanted)
}
