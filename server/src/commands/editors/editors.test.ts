import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { Language, Parser, type Node } from 'web-tree-sitter'
import * as z from 'zod'
import type { Editor } from './editor.ts'
import { editors, findEditor } from './editors.ts'

/** A command with everything in it that notations treat specially. */
const command = [`/opt/it's "here"/C:\\wayline ü`, 'lsp', '--stdio']

describe('Every editor', () => {
  test('is found by its name, by its aliases, and by no alias of another', () => {
    const names = editors.flatMap(({ id, aliases = [] }) => [id, ...aliases])
    expect(new Set(names).size).toBe(names.length)
    for (const editor of editors) {
      for (const name of [editor.id, ...(editor.aliases ?? []), editor.id.toUpperCase()])
        expect(findEditor(name)).toBe(editor)
    }
  })

  test('is found by the beginning of its name, and nothing is found by no name', () => {
    expect(findEditor('neo')?.id).toBe('neovim')
    expect(findEditor('')).toBeNull()
    expect(findEditor('notepad')).toBeNull()
  })

  test('says where its text belongs, what it needs and how far it was tried', () => {
    for (const { id, place, notes, tried } of editors)
      expect({ id, isComplete: [place, ...notes, tried].every(text => text.trim().length > 5) }).toEqual({
        id,
        isComplete: true,
      })
  })

  test.each(editors.map(editor => [editor.id, editor] as const))('%s ends its text with a line break', (_, editor) => {
    expect(editor.snippet(command)).toMatch(/[^\n]\n$/)
  })
})

describe('What is written as JSON names the command', () => {
  const Words = z.array(z.string())

  test('vscode', () => {
    const settings = jsonOf('vscode', z.looseObject({ 'glspc.server.command': z.string() }))
    expect([settings['glspc.server.command'], ...Words.parse(settings['glspc.server.commandArguments'])]).toEqual(
      command,
    )
  })

  test('kate', () => {
    const { servers } = jsonOf('kate', z.object({ servers: z.record(z.string(), z.object({ command: Words })) }))
    expect(servers['python']?.command).toEqual(command)
    for (const server of Object.values(servers)) expect(server.command).toEqual(command)
  })

  test('sublime', () => {
    const Client = z.object({ command: Words, selector: z.string(), enabled: z.literal(true) })
    const { clients } = jsonOf('sublime', z.object({ clients: z.object({ wayline: Client }) }))
    expect(clients.wayline.command).toEqual(command)
  })

  test('zed', () => {
    const Binary = z.object({ path: z.string(), arguments: Words })
    const { lsp } = jsonOf('zed', z.object({ lsp: z.object({ NAME: z.object({ binary: Binary }) }) }))
    expect([lsp.NAME.binary.path, ...lsp.NAME.binary.arguments]).toEqual(command)
  })

  test('jetbrains', () => {
    const template = jsonOf('jetbrains', z.looseObject({ programArgs: z.object({ default: z.string() }) }))
    expect(template.programArgs.default).toBe(String.raw`"/opt/it's "here"/C:\wayline ü" lsp --stdio`)
  })
})

describe('What is written in a language of its own', () => {
  test('neovim is Lua, with the command as a list of strings', async () => {
    const root = await parsed('@tree-sitter-grammars/tree-sitter-lua/tree-sitter-lua.wasm', 'neovim')
    const [list] = root.descendantsOfType('table_constructor').filter(({ previousSibling, parent }) => {
      return previousSibling?.text === '=' && parent?.text.startsWith('cmd')
    })
    expect(stringsIn(list)).toEqual(command)
  })

  test('helix is TOML, with the command in two keys, and Wayline beside the servers of each language', async () => {
    const root = await parsed('@tree-sitter-grammars/tree-sitter-toml/tree-sitter-toml.wasm', 'helix')
    const values = (key: string): string[][] =>
      root.descendantsOfType('pair').flatMap(pair => (pair.firstChild?.text === key ? [stringsIn(pair)] : []))
    expect([...values('command'), ...values('args')].flat()).toEqual(command)
    const languages = values('name').flat()
    expect(new Set(languages).size).toBe(languages.length)
    const servers = values('language-servers')
    expect(servers).toHaveLength(languages.length)
    for (const names of servers) expect(names).toContain('wayline')
  })

  test.each(['emacs-eglot', 'emacs-lsp-mode'])('%s is Lisp whose parentheses and strings close', id => {
    const strings = lispStrings(textOf(id))
    expect(strings.join('\0')).toContain(command.join('\0'))
  })

  const vim = programOnPath('vim')
  const withVim = vim === null ? test.skip : test
  withVim(`vim takes it as it stands${vim === null ? ' (skipped because there is no vim)' : ''}`, () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-vim-'))
    try {
      // In place of the plug-in: what it would be told is written down.
      const told = path.join(folder, 'told.json')
      fs.mkdirSync(path.join(folder, 'autoload/ale'), { recursive: true })
      fs.writeFileSync(
        path.join(folder, 'autoload/ale/linter.vim'),
        `function! ale#linter#Get(filetype) abort
          return [{'name': 'mypy'}]
        endfunction
        function! ale#linter#Define(filetype, linter) abort
          let linter = extend(copy(a:linter), {'project_root': '', 'initialization_options': a:linter.initialization_options(1)})
          call writefile([json_encode([a:filetype, linter])], '${told}')
        endfunction\n`,
      )
      fs.writeFileSync(path.join(folder, 'vimrc'), need('vim').snippet(command))
      const python = ['call writefile([json_encode(g:ale_linters)], $LINTERS)', 'qall!']
      const steps = [`set rtp^=${folder}`, `source ${folder}/vimrc`, 'set filetype=python', ...python]
      const run = spawnSync(
        vim ?? '',
        ['-N', '-u', 'NONE', '-i', 'NONE', '-es', ...steps.flatMap(step => ['-c', step])],
        {
          env: { ...process.env, LINTERS: path.join(folder, 'linters.json') },
        },
      )
      expect(run.status).toBe(0)
      const [program = '', ...words] = command
      expect(JSON.parse(fs.readFileSync(told, 'utf8'))).toEqual([
        'python',
        {
          name: 'wayline',
          lsp: 'stdio',
          executable: program,
          command: ['%e', ...words].join(' '),
          project_root: '',
          initialization_options: {},
        },
      ])
      // What ran there already goes on.
      const linters: unknown = JSON.parse(fs.readFileSync(path.join(folder, 'linters.json'), 'utf8'))
      expect(linters).toEqual({ python: ['mypy', 'wayline'] })
    } finally {
      fs.rmSync(folder, { recursive: true })
    }
  })

  const emacs = programOnPath('emacs')
  const withEmacs = emacs === null ? test.skip : test
  withEmacs.each(['emacs-eglot', 'emacs-lsp-mode'])(
    `Emacs can read %s${emacs === null ? ' (skipped because there is no emacs)' : ''}`,
    id => {
      const read = '(condition-case nil (while t (read (current-buffer))) (end-of-file nil))'
      const run = spawnSync(emacs ?? '', [
        '--batch',
        '--eval',
        `(with-temp-buffer (insert ${JSON.stringify(textOf(id))}) (goto-char 1) (check-parens) ${read})`,
      ])
      expect(run.status).toBe(0)
    },
  )
})

function need(id: string): Editor {
  const editor = editors.find(candidate => candidate.id === id)
  if (!editor) throw new Error(`there is no editor ${id}`)
  return editor
}

function textOf(id: string): string {
  return need(id).snippet(command)
}

function jsonOf<T>(id: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(textOf(id)))
}

/** The syntax tree of an editor's text, which has no error in it. */
async function parsed(grammar: string, id: string): Promise<Node> {
  const files = createRequire(import.meta.url)
  await Parser.init()
  const parser = new Parser()
  parser.setLanguage(await Language.load(fs.readFileSync(files.resolve(grammar))))
  const root = parser.parse(textOf(id))?.rootNode
  if (!root) throw new Error('nothing was parsed')
  expect(root.hasError).toBe(false)
  return root
}

function stringsIn(node: Node | undefined): string[] {
  return (node?.descendantsOfType('string') ?? []).map(({ text }) => unquoted(text))
}

/** Lua, TOML and Lisp all take a backslash before a quotation mark and before another backslash. */
function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/g, '$1')
}

/** The strings of a Lisp text, comments left out. Throws where a parenthesis or string is open at the end, or closed too often. */
function lispStrings(text: string): string[] {
  const strings: string[] = []
  let depth = 0
  for (const [token] of text.matchAll(/;[^\n]*|"(?:[^"\\]|\\[^])*"|["()]/g)) {
    if (token === '"') throw new Error('a string does not end')
    if (token === '(') depth++
    else if (token === ')') depth--
    else if (token.startsWith('"')) strings.push(unquoted(token))
    if (depth < 0) throw new Error('a parenthesis is closed that was not opened')
  }
  if (depth > 0) throw new Error('a parenthesis is not closed')
  return strings
}

function programOnPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  return folders.map(folder => path.join(folder, name)).find(file => fs.existsSync(file)) ?? null
}
