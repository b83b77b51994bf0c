// Copies the grammars out of their packages into `dist/grammars/`: the packages hold ten times as much that nobody needs to run.
// `packages.json` beside them says which package and version each is from, for whoever reads with the same grammar natively.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)

/** Package, folder in it, and the names of its grammars where they are not that of the package. */
const sources = [
  ['tree-sitter-bash'],
  ['tree-sitter-c'],
  ['tree-sitter-c-sharp', '.', 'c_sharp'],
  ['tree-sitter-cpp'],
  ['tree-sitter-css'],
  ['tree-sitter-go'],
  ['@tree-sitter-grammars/tree-sitter-hcl'],
  ['tree-sitter-html'],
  ['tree-sitter-java'],
  ['tree-sitter-javascript'],
  ['tree-sitter-json'],
  ['@tree-sitter-grammars/tree-sitter-kotlin'],
  ['@tree-sitter-grammars/tree-sitter-lua'],
  ['tree-sitter-php'],
  ['tree-sitter-python'],
  ['tree-sitter-ruby'],
  ['tree-sitter-rust'],
  ['tree-sitter-scala'],
  // The grammar's own package has no wasm.
  ['@repomix/tree-sitter-wasms', 'out', 'swift'],
  ['@tree-sitter-grammars/tree-sitter-toml'],
  ['tree-sitter-typescript', '.', 'typescript', 'tsx'],
  ['@tree-sitter-grammars/tree-sitter-yaml'],
]

export function copyGrammars(folder) {
  fs.mkdirSync(folder, { recursive: true })
  fs.copyFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), path.join(folder, 'web-tree-sitter.wasm'))
  const packages = {}
  for (const [name, inside = '.', ...grammars] of sources) {
    const root = path.join(packageFolder(name), inside)
    const { version } = JSON.parse(fs.readFileSync(path.join(packageFolder(name), 'package.json'), 'utf8'))
    const own = name.replace(/.*tree-sitter-/, '')
    for (const grammar of grammars.length > 0 ? grammars : [own]) {
      const file = `tree-sitter-${grammar}.wasm`
      fs.copyFileSync(path.join(root, file), path.join(folder, file))
      packages[grammar] = { name, version }
    }
  }
  fs.writeFileSync(path.join(folder, 'packages.json'), `${JSON.stringify(packages, null, 2)}\n`)
}

/** Not every package lets its `package.json` be resolved. */
function packageFolder(name) {
  const found = require.resolve.paths(name).find(folder => fs.existsSync(path.join(folder, name)))
  if (!found) throw new Error(`the package ${name} is not installed`)
  return path.join(found, name)
}
