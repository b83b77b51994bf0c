import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemCode, WaylineError } from '../errors.ts'
import type { Editor } from './editors/editor.ts'
import { editors, findEditor } from './editors/editors.ts'
import { UsageError } from './report-error.ts'

/** `editors [NAME] [--write]`: the snippet on standard output, where it goes and what it needs on standard error. */
export function runEditors(name: string | undefined, options: { write?: boolean }): number {
  if (name === undefined) {
    if (options.write)
      throw new UsageError('--write needs the name of an editor.', '`wayline editors` lists those there are.')
    for (const editor of editors) process.stdout.write(`${editor.id.padEnd(16)} ${editor.name}\n`)
    process.stderr.write('\n`wayline editors NAME` prints what to put where.\n')
    return 0
  }
  const editor = need(name)
  const snippet = editor.snippet([...startCommand(process.env['PATH'] ?? ''), 'lsp', '--stdio'])
  if (options.write) return write(editor, snippet)
  process.stderr.write(
    `${[`${editor.name}: put this into ${editor.place}.`, ...editor.notes, editor.tried].join('\n')}\n\n`,
  )
  process.stdout.write(snippet)
  return 0
}

/** The editor of that name, or an error that lists those there are. */
function need(name: string): Editor {
  const editor = findEditor(name)
  if (editor) return editor
  throw new UsageError(
    `There is nothing here for ${JSON.stringify(name)}.`,
    `There is something for ${editors.map(({ id }) => id).join(', ')}; any editor with a language client starts \`wayline lsp --stdio\`.`,
  )
}

/** Only a file that is not there yet is written: what people have put into theirs is theirs. */
function write(editor: Editor, snippet: string): number {
  if (!editor.file) {
    process.stderr.write(`${editor.name} is set up by hand: put the following into ${editor.place}.\n\n`)
    process.stdout.write(snippet)
    return 1
  }
  const file = path.join(configurationFolder(editor), editor.file)
  if (!writeNew(file, snippet)) {
    process.stderr.write(`${file} exists already; add this to it by hand.\n\n`)
    process.stdout.write(snippet)
    return 1
  }
  process.stdout.write(`Wrote ${file}.\n`)
  return 0
}

/** False, and nothing is changed, where there is something of that name already, be it a link to nowhere. */
function writeNew(file: string, text: string): boolean {
  const unwritable = (cause: unknown): WaylineError =>
    new WaylineError('file_unwritable', `${file} cannot be written.`, {
      cause,
      remedy: 'Check the permissions of its folder, or leave out --write and put the text there by hand.',
    })
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true })
  } catch (cause) {
    throw unwritable(cause)
  }
  try {
    fs.writeFileSync(file, text, { flag: 'wx' })
    return true
  } catch (cause) {
    if (systemCode(cause) === 'EEXIST') return false
    throw unwritable(cause)
  }
}

/** Where programs keep what the user has set, by the custom of the system. */
function configurationFolder({ roams }: Editor): string {
  const { XDG_CONFIG_HOME, APPDATA, LOCALAPPDATA } = process.env
  const windows = process.platform === 'win32' ? (roams ? APPDATA : LOCALAPPDATA) : undefined
  return XDG_CONFIG_HOME ?? windows ?? path.join(os.homedir(), '.config')
}

/** `wayline` where the user's PATH has it, else this very program by its full path. npm's and npx's own folders do not count: editors do not have them on their path. */
export function startCommand(searchPath: string): string[] {
  const names = process.platform === 'win32' ? ['wayline.cmd', 'wayline.exe'] : ['wayline']
  const folders = searchPath.split(path.delimiter).filter(folder => folder !== '' && !folder.includes('node_modules'))
  if (folders.some(folder => names.some(name => fs.existsSync(path.join(folder, name))))) return ['wayline']
  return [process.execPath, fileURLToPath(new URL('../bin/wayline.cjs', import.meta.url))]
}
