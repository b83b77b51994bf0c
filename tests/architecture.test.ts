import fs from 'node:fs'
import path from 'node:path'
import { settings } from '../server/src/config.ts'
import { forbiddenImports } from './src/arrows.ts'
import { readSource, root, sourceFiles, type SourceFile } from './src/imports.ts'

describe('The folder tree is the architecture', () => {
  const files = sourceFiles()
  const everything = sourceFiles(
    ['server/src', 'inference/src', 'inference/playground/src', 'clients/vscode/src', 'tests/src'],
    {
      withTests: true,
    },
  )

  test('nothing is imported against the arrows', () => {
    const all = sourceFiles([
      'server/src',
      'inference/src',
      'inference/playground/src',
      'clients/vscode/src',
      'tests/src',
    ])
    expect(forbiddenImports(all)).toEqual([])
  })

  test('the check on arrows can fail', () => {
    const from = (file: string, ...imports: string[]): SourceFile => ({ path: file, text: '', imports })
    const bad = [
      from('inference/src/app.ts', '@wayline/server/protocol', 'server/src/config.ts', 'vscode-languageserver'),
      from('server/src/completion/cut.ts', 'vscode-languageserver/node', 'server/src/features/inline.ts'),
      from('server/src/context/recent.ts', 'server/src/completion/cut.ts'),
      from('server/src/gateway/client.ts', 'inference/src/errors.ts', '@wayline/inference'),
      from('server/src/config.ts', 'server/src/gateway/gateway.ts'),
      from('clients/vscode/src/extension.ts', '@wayline/inference/api', 'server/src/server.ts'),
      from('inference/src/app.ts', 'inference/playground/src/main.ts'),
      from('inference/playground/src/main.ts', 'inference/src/app.ts', 'vscode-languageserver/node'),
    ]
    expect(forbiddenImports(bad)).toHaveLength(bad.flatMap(file => file.imports).length)
    const good = [
      from('server/src/main.ts', 'server/src/server.ts', 'server/src/gateway/gateway.ts', 'commander'),
      from('server/src/features/inline.ts', 'vscode-languageserver/node', 'server/src/lsp/handler.ts'),
      from('server/src/chat/answer.ts', 'server/src/diagnosis/rules.ts'),
      from('clients/vscode/src/extension.ts', '@wayline/server/protocol'),
      from('inference/playground/src/main.ts', 'inference/playground/src/key.ts', 'vscode-jsonrpc/browser'),
    ]
    expect(forbiddenImports(good)).toEqual([])
  })

  test('no file has more than 400 lines', () => {
    const long = everything.filter(file => file.text.split('\n').length > 400)
    expect(long.map(file => file.path)).toEqual([])
  })

  test('a feature imports no other feature', () => {
    const features = files.filter(
      file => file.path.startsWith('server/src/features/') && /^export function register/m.test(file.text),
    )
    expect(features.length).toBeGreaterThan(2)
    const crossing = features.flatMap(file =>
      file.imports
        .filter(imported => features.some(feature => feature.path === imported))
        .map(imported => `${file.path} imports ${imported}`),
    )
    expect(crossing).toEqual([])
  })

  test('everything is exported by name', () => {
    const nameless = everything.filter(file => /^export default\b/m.test(file.text))
    expect(nameless.map(file => file.path)).toEqual([])
  })

  test('files are named in kebab-case, and for what they hold', () => {
    const name = /^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.ts$/
    const vague = /(^|-)(utils?|helpers?|managers?|misc|common|core)(-|\.)/
    const odd = everything.filter(file => {
      const base = path.posix.basename(file.path)
      return !name.test(base) || vague.test(base)
    })
    expect(odd.map(file => file.path)).toEqual([])
  })

  test('a file of the gateway is loaded by the server only through its doors', () => {
    const doors = readPackage('inference').exports
    const used = files
      .filter(file => file.path.startsWith('server/'))
      .flatMap(file => file.imports)
      .filter(imported => imported.startsWith('@wayline/inference'))
      .map(imported => imported.replace('@wayline/inference', '.'))
    expect(used.filter(door => !(door in doors))).toEqual([])
  })

  test('a source file imports only packages that its own package names', () => {
    const missing = ['server', 'inference'].flatMap(folder => {
      const { dependencies, optionalDependencies } = readPackage(folder)
      const named = { ...dependencies, ...optionalDependencies }
      return files
        .filter(file => file.path.startsWith(`${folder}/`))
        .flatMap(file => file.imports.map(imported => ({ file: file.path, name: packageOf(imported) })))
        .filter(({ name }) => name !== null && !(name in named))
        .map(({ file, name }) => `${file} imports ${name ?? ''}`)
    })
    expect(missing).toEqual([])
  })
})

describe('The documents keep up with the code', () => {
  test.each(settings().map(setting => setting.name))('the README explains the setting %s', name => {
    expect(fs.readFileSync(path.join(root, 'README.md'), 'utf8')).toContain(`\`${name}\``)
  })

  test('every dependency that is shipped stands in THIRD_PARTY.md', () => {
    const thirdParty = fs.readFileSync(path.join(root, 'THIRD_PARTY.md'), 'utf8')
    const shipped = ['server', 'inference', 'clients/vscode']
      .flatMap(folder => Object.keys(readPackage(folder).dependencies))
      .filter(name => !name.startsWith('@wayline/'))
    expect(shipped.filter(name => !thirdParty.includes(name))).toEqual([])
  })
})

test('the reader of imports sees every way to import', () => {
  const file = readSource('tests/architecture.test.ts')
  expect(file.imports).toEqual(
    expect.arrayContaining(['node:fs', 'server/src/config.ts', 'tests/src/arrows.ts', 'tests/src/imports.ts']),
  )
})

interface Package {
  exports: Record<string, string>
  dependencies: Record<string, string>
  optionalDependencies?: Record<string, string>
}

function readPackage(folder: string): Package {
  const text = fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8')
  return JSON.parse(text) as Package
}

/** The package that a bare import names; null for a file of ours and for what Node itself brings. */
function packageOf(imported: string): string | null {
  if (imported.startsWith('node:') || /^(server|inference)\//.test(imported)) return null
  const parts = imported.split('/')
  return imported.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? null)
}
