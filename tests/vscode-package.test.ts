import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { statusNotification, type WaylineStatus } from '@wayline/server/protocol'
import { unzipSync } from 'fflate'
import type { InlineCompletionItem } from 'vscode-languageserver-protocol'
import * as z from 'zod'
import { itemsOf, pull, pullCapabilities } from './src/diagnostics.ts'
import type { Editor, EditorOptions } from './src/editor.ts'
import { noModel } from './src/home.ts'
import { root } from './src/imports.ts'
import { useSession } from './src/session.ts'
import { describeUnless } from './src/skip.ts'

const introduction = { client: 'vscode' }
const mega = 1024 * 1024

describe('The VSIX of this computer', () => {
  const vsix = usePackage('slim')
  const session = useSession()

  test('is no larger than 30 MB', () => {
    expect(vsix().bytes).toBeLessThanOrEqual(30 * mega)
  })

  test('holds an extension whose every file is there', () => {
    const { main, icon, l10n } = vsix().manifest
    for (const file of [main, icon, l10n, 'readme.md', 'LICENSE.txt'])
      expect(fs.existsSync(path.join(vsix().folder, file))).toBe(true)
  })

  test('holds nothing that only building it needs', () => {
    const names = fs.readdirSync(vsix().folder, { recursive: true, encoding: 'utf8' })
    expect(names.filter(name => /\.(ts|map|compiled)$/.test(name) || name.includes('prebuild-Windows'))).toEqual([])
  })

  test('holds a language server that completes', async () => {
    const { editor, engine } = await session().editorWithEngine({ program: vsix().server, introduction })
    engine.answer = () => 'a + b'
    const document = await editor.open(session().home.uri('a.py'), 'def add(a, b):\n    return |\n', 'python')
    expect(await inlineAt(editor, document.uri, 1, 11)).toEqual(['a + b'])
  })

  test('holds a language server that diagnoses with rules and data flow, and explains', async () => {
    const editor = await openWith(vsix().server)
    const uri = session().home.uri('a.py')
    await editor.open(uri, 'import hashlib\nhashlib.md5(b"x")\n', 'python')
    expect(itemsOf(await pull(editor, uri)).map(({ code }) => code)).toEqual(['python-weak-hash'])
    const hover: unknown = await editor.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 1, character: 10 },
    })
    expect(JSON.stringify(hover)).toContain('python-weak-hash')
  })

  test('says without a gateway that it needs the address of one', async () => {
    const editor = await openWith(vsix().server, { settings: {} })
    const told = new Promise<WaylineStatus>(resolve =>
      editor.connection.onNotification(statusNotification, (status: WaylineStatus) => {
        if (status.state === 'gateway-unreachable') resolve(status)
      }),
    )
    const document = await editor.open(session().home.uri('a.py'), 'x = |\n', 'python')
    expect(await inlineAt(editor, document.uri, 0, 4)).toEqual([])
    const { message, remedy } = await told
    expect(message).toBe('This build of Wayline has no gateway of its own.')
    expect(remedy).toContain('Sign In to a Gateway')
  })

  function openWith(program: string, options: Partial<EditorOptions> = {}): Promise<Editor> {
    const settings = { local: { enabled: false } }
    return session().editor({ program, introduction, capabilities: pullCapabilities, settings, ...options })
  }
})

describe('The VSIX for all computers', () => {
  const vsix = usePackage('slim', 'universal')
  const session = useSession()

  test('says that pattern rules are off, and finds what needs no native code', async () => {
    const editor = await session().editor({
      program: vsix().server,
      introduction,
      capabilities: pullCapabilities,
      settings: { local: { enabled: false } },
    })
    const logged = new Promise<string>(resolve =>
      editor.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
        if (message.includes('Pattern rules are off')) resolve(message)
      }),
    )
    const uri = session().home.uri('a.py')
    await editor.open(uri, 'def f(:\n    return 1\n', 'python')
    expect(itemsOf(await pull(editor, uri)).map(({ code }) => code)).toEqual(['syntax-error'])
    expect(await logged).toContain(process.arch)
  })
})

describe('The VSIX with the local gateway', () => {
  const vsix = usePackage('local')
  const session = useSession('stdio', { model: noModel() === null })

  test('is no larger than 90 MB', () => {
    expect(vsix().bytes).toBeLessThanOrEqual(90 * mega)
  })

  describeUnless(noModel())('and the embedded model', () => {
    test('completes with a gateway and an engine of its own', async () => {
      // It is slow where another test computes beside it.
      const settings = { completion: { timeoutMs: 60_000 } }
      const editor = await session().editor({ program: vsix().server, introduction, settings })
      const code = 'def add(a, b):\n    return a + b\n\n\ndef subtract(a, b):\n    return |\n'
      const document = await editor.open(session().home.uri('a.py'), code, 'python')
      const [item] = await document.inline({ invoked: true })
      expect(item?.insertText).toMatch(/a|b/)
    })
  })
})

interface Unpacked {
  folder: string
  bytes: number
  server: string
  manifest: { main: string; icon: string; l10n: string }
}

const Manifest = z.object({ main: z.string(), icon: z.string(), l10n: z.string() })

/** Makes a VSIX and unpacks it, once for the tests of a `describe`. */
function usePackage(flavour: 'slim' | 'local', target?: string): () => Unpacked {
  let unpacked: Unpacked | null = null
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-vsix-'))
  beforeAll(() => {
    const wishes = ['--flavour', flavour, '--out', folder, ...(target === undefined ? [] : ['--target', target])]
    execFileSync(process.execPath, [path.join(root, 'clients/vscode/package.mjs'), ...wishes], { stdio: 'pipe' })
    const [name = ''] = fs.readdirSync(folder)
    const file = path.join(folder, name)
    const bytes = fs.readFileSync(file)
    for (const [entry, content] of Object.entries(unzipSync(bytes))) {
      if (entry.endsWith('/')) continue
      fs.mkdirSync(path.dirname(path.join(folder, entry)), { recursive: true })
      fs.writeFileSync(path.join(folder, entry), content)
    }
    const extension = path.join(folder, 'extension')
    unpacked = {
      folder: extension,
      bytes: bytes.length,
      server: path.join(extension, 'server/bin/wayline.cjs'),
      manifest: Manifest.parse(JSON.parse(fs.readFileSync(path.join(extension, 'package.json'), 'utf8'))),
    }
  }, 120_000)
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
  return () => {
    if (!unpacked) throw new Error('the VSIX is made before the tests')
    return unpacked
  }
}

async function inlineAt(editor: Editor, uri: string, line: number, character: number): Promise<string[]> {
  const items = await editor.connection.sendRequest<InlineCompletionItem[]>('textDocument/inlineCompletion', {
    textDocument: { uri },
    position: { line, character },
    context: { triggerKind: 2 },
  })
  return items.map(({ insertText }) => (typeof insertText === 'string' ? insertText : insertText.value))
}
