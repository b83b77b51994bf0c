// `npm run third-party`: writes THIRD_PARTY.md, the licences of every package that is shipped, from what is installed.
import fs from 'node:fs'
import path from 'node:path'

const root = path.dirname(import.meta.dirname)
const read = file => JSON.parse(fs.readFileSync(file, 'utf8'))
const found = new Map()

/** Folder of a package as Node would find it from another package's folder; null for optional ones of other platforms. */
function folderOf(name, from) {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name)
    if (fs.existsSync(path.join(candidate, 'package.json'))) return candidate
    if (folder === path.dirname(folder)) return null
  }
}

function visit(folder) {
  const { dependencies = {}, optionalDependencies = {} } = read(path.join(folder, 'package.json'))
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const inner = name.startsWith('@wayline/') ? null : folderOf(name, folder)
    if (inner === null) continue
    const { version, license = 'see its files' } = read(path.join(inner, 'package.json'))
    // What is installed differs between platforms; the page must not.
    if (name.startsWith('@node-llama-cpp/')) continue
    const key = `${name} ${version}`
    if (found.has(key)) continue
    found.set(key, { name, version, license: typeof license === 'string' ? license : license.type })
    visit(inner)
  }
}

for (const workspace of ['server', 'inference', 'clients/vscode']) visit(path.join(root, workspace))
const rows = [...found.values()].sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version))
fs.writeFileSync(
  path.join(root, 'THIRD_PARTY.md'),
  `# Third-party software

Made by \`npm run third-party\` from what is installed; every package that the language server, the gateway or the extension for VS Code is shipped with.

The embedded model, SmolLM2-135M-Instruct (Apache-2.0), is not shipped: it is fetched when it is first needed. Its
inference runs in llama.cpp (MIT), in the platform packages of node-llama-cpp (\`@node-llama-cpp/…\`, MIT).

| package | version | licence |
| --- | --- | --- |
${rows.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`).join('\n')}
`,
)
