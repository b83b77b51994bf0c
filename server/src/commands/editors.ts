import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { localGateway } from '@wayline/inference/api'
import type { Editor } from './editors/editor.ts'
import { editors, findEditor } from './editors/editors.ts'
import { editorsMessages } from './editors/editors-messages.ts'
import { findOnComputer } from './editors/found.ts'
import { install, isInstalled, uninstall, type Outcome } from './editors/install.ts'
import { targetOf, type Surroundings } from './editors/target.ts'
import { changeVscodeExtension } from './editors/vscode-extension.ts'
import { UsageError } from './report-error.ts'

export interface EditorsOptions {
  write?: boolean
  remove?: boolean
  json?: boolean
  /** The extension to install in VS Code. */
  vsix?: string
}

/** `editors [NAME]`: the snippet on standard output, where it goes and what it needs on standard error; or it is put there, or taken away. */
export function runEditors(name: string | undefined, options: EditorsOptions): number {
  const { env } = process
  const around: Surroundings = { env, home: os.homedir(), platform: process.platform }
  if (options.write && options.remove) throw new UsageError('--write and --remove are opposites.', 'Use one of them.')
  if (options.vsix !== undefined && !options.write)
    throw new UsageError('--vsix goes with --write.', 'Use `wayline editors vscode --write --vsix FILE`.')
  if (name === undefined) {
    if (options.write || options.remove)
      throw new UsageError(
        `--${options.write ? 'write' : 'remove'} needs the name of an editor.`,
        '`wayline editors` lists those there are.',
      )
    return list(around, options)
  }
  const editor = need(name)
  const words = editorsMessages(env)
  if (editor.id === 'vscode' && ((options.write && options.vsix !== undefined) || options.remove)) {
    const change = options.vsix === undefined ? 'remove' : { install: options.vsix }
    const programs = changeVscodeExtension(change, around)
    const said = change === 'remove' ? words.extensionRemoved : words.extensionInstalled
    if (options.json) print({ editor: editor.id, change: change === 'remove' ? 'removed' : 'written', programs })
    else for (const program of programs) process.stdout.write(`${said(program)}\n`)
    return 0
  }
  const snippet = editor.snippet([...startCommand(env['PATH'] ?? ''), 'lsp', '--stdio'])
  if (options.write || options.remove) {
    const target = targetOf(editor.id, around)
    if (!target) return byHand(editor, snippet, options)
    const change = options.write ? install : uninstall
    const outcome = change({ id: editor.id, target, snippet, dataDir: localGateway().dataDir })
    if (options.json) print({ editor: editor.id, ...outcome })
    else tell(editor, outcome)
    return 0
  }
  if (options.json) {
    print({ editor: editor.id, name: editor.name, place: placeOf(editor, around), notes: editor.notes, snippet })
    return 0
  }
  const about = [words.printed(editor.name, placeOf(editor, around)), ...editor.notes, editor.tried]
  process.stderr.write(`${about.join('\n')}\n\n`)
  process.stdout.write(snippet)
  return 0
}

/** Which editors there are, which of them are on this computer, and in which Wayline is set up. */
function list(around: Surroundings, { json }: EditorsOptions): number {
  const known = editors.map(({ id, name }) => {
    const target = targetOf(id, around)
    return {
      id,
      name,
      found: findOnComputer(id, around),
      file: target?.file ?? null,
      installed: target ? isInstalled(target) : null,
    }
  })
  if (json) {
    print(known)
    return 0
  }
  const words = editorsMessages(around.env)
  const nameWidth = Math.max(...known.map(({ name }) => name.length))
  for (const { id, name, found, installed } of known) {
    const state = installed === null ? words.byHand : installed ? words.installed : words.notInstalled
    const where = found === null ? words.notFound : words.found
    process.stdout.write(`${id.padEnd(16)} ${name.padEnd(nameWidth)}  ${where}, ${state}\n`)
  }
  process.stderr.write(`\n${words.how}\n`)
  return 0
}

/** What nobody but the user can do is told, and is no success. */
function byHand(editor: Editor, snippet: string, { write, json }: EditorsOptions): number {
  const words = editorsMessages(process.env)
  if (json) {
    print({ editor: editor.id, change: 'by hand', place: editor.place, notes: editor.notes })
    return 1
  }
  const said = write ? words.handOnly : words.handOnlyRemoval
  process.stderr.write(`${[said(editor.name, editor.place), ...editor.notes].join('\n')}\n\n`)
  if (write) process.stdout.write(snippet)
  return 1
}

function tell(editor: Editor, { file, change, left }: Outcome): void {
  const words = editorsMessages(process.env)
  const said = {
    written: words.written,
    'already there': words.alreadyThere,
    removed: words.removed,
    'not there': words.notThere,
  }[change]
  process.stdout.write(`${said(file)}\n`)
  if (left.length > 0) process.stderr.write(`${words.left(file, left)}\n`)
  if (change === 'written') process.stderr.write(`${[words.next, ...editor.notes].join('\n')}\n`)
}

/** The very file where there is one, else what the editor calls the place. */
function placeOf({ id, place }: Editor, around: Surroundings): string {
  const target = targetOf(id, around)
  return target && id !== 'jetbrains' ? `${place} (${target.file})` : place
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
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

/** `wayline` where the user's PATH has it, else this very program by its full path. npm's and npx's own folders do not count: editors do not have them on their path. */
export function startCommand(searchPath: string): string[] {
  const names = process.platform === 'win32' ? ['wayline.cmd', 'wayline.exe'] : ['wayline']
  const folders = searchPath.split(path.delimiter).filter(folder => folder !== '' && !folder.includes('node_modules'))
  if (folders.some(folder => names.some(name => fs.existsSync(path.join(folder, name))))) return ['wayline']
  return [process.execPath, fileURLToPath(new URL('../bin/wayline.cjs', import.meta.url))]
}
