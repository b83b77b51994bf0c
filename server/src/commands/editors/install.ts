import fs from 'node:fs'
import path from 'node:path'
import { replaceFile } from '../../diagnosis/output/replace-file.ts'
import { WaylineError } from '../../errors.ts'
import { digestOf, dropRecord, keepRecord, readRecord, type InstalledRecord } from './installed-record.ts'
import { withEntries, withoutEntries } from './json-entries.ts'
import { withBlock, withoutBlock } from './marked-block.ts'
import type { Target } from './target.ts'

/** What is put where, for one editor. */
export interface Installation {
  id: string
  target: Target
  snippet: string
  /** Where what was there before is kept. */
  dataDir: string
}

/** What has become of the file. */
export interface Outcome {
  file: string
  change: 'written' | 'already there' | 'removed' | 'not there'
  /** Entries of the user's that stand where ours would, and were left alone. */
  left: string[]
}

/** Puts it there; twice is as good as once. The file is replaced as a whole or not at all. Throws a WaylineError where it is not understood. */
export function install({ id, target, snippet, dataDir }: Installation): Outcome {
  const file = realFile(target.file)
  const current = read(file)
  const record = recordOf(dataDir, id, file)
  const isAsWeLeftIt = current !== null && record?.after === digestOf(current)
  const { text, left } = withOurs({ id, target, snippet, file, current, isAsWeLeftIt })
  if (text === current) return { file, change: 'already there', left }
  refuseReadOnly(file)
  const madeFolder = writing(file, () => fs.mkdirSync(path.dirname(file), { recursive: true }) ?? null)
  const before = isAsWeLeftIt ? record.before : current && withoutOurs({ id, target, snippet, file, current })
  // The record first: a kill between the two leaves a record that fits nothing, and not a change that nobody knows of.
  writing(file, () => {
    keepRecord(dataDir, id, {
      file,
      before,
      after: digestOf(text),
      madeFolder: isAsWeLeftIt ? record.madeFolder : madeFolder,
    })
    replaceFile(file, text)
  })
  return { file, change: 'written', left }
}

/** Takes it away: the file is then what it was, and what the user has changed since is kept. */
export function uninstall({ id, target, snippet, dataDir }: Installation): Outcome {
  const file = realFile(target.file)
  const current = read(file)
  const record = recordOf(dataDir, id, file)
  if (current === null) {
    dropRecord(dataDir, id)
    return { file, change: 'not there', left: [] }
  }
  const isAsWeLeftIt = record?.after === digestOf(current)
  const before = isAsWeLeftIt ? record.before : withoutOurs({ id, target, snippet, file, current })
  if (before === current) return { file, change: 'not there', left: [] }
  refuseReadOnly(file)
  writing(file, () => {
    if (before === null) fs.rmSync(file)
    else replaceFile(file, before)
    dropRecord(dataDir, id)
  })
  if (before === null && record?.madeFolder) removeEmptyFolders(path.dirname(file), record.madeFolder)
  return { file, change: 'removed', left: [] }
}

/** Whether the editor's file has something of Wayline, by whomever. */
export function isInstalled({ file }: Target): boolean {
  try {
    return fs.readFileSync(file, 'utf8').includes('wayline')
  } catch {
    // What cannot be read connects nothing.
    return false
  }
}

interface Place {
  id: string
  target: Target
  snippet: string
  file: string
}

function withOurs(place: Place & { current: string | null; isAsWeLeftIt: boolean }): { text: string; left: string[] } {
  const { id, target, snippet, file, current, isAsWeLeftIt } = place
  switch (target.kind) {
    case 'own file':
      if (current !== null && current !== snippet && !isAsWeLeftIt)
        throw notUnderstood(
          file,
          'exists already, and is not as Wayline wrote it',
          'Move it away, or add the text to it by hand.',
        )
      return { text: snippet, left: [] }
    case 'block': {
      const { snippet: fitting, left } =
        target.comment === '#' ? withoutTwins(snippet, current ?? '', id) : { snippet, left: [] }
      const text = withBlock(current ?? '', { comment: target.comment, id }, fitting)
      if (text === null) throw brokenMarks(file)
      return { text, left }
    }
    case 'json': {
      const merged = withEntries(current ?? '', snippet, target.depth)
      if (!merged) throw noJson(file)
      return merged
    }
  }
}

/** Null where nothing is left that is worth a file. */
function withoutOurs({ id, target, snippet, file, current }: Place & { current: string }): string | null {
  switch (target.kind) {
    case 'own file':
      if (current === snippet) return null
      throw notUnderstood(
        file,
        'has been changed since Wayline wrote it, or is not Wayline’s',
        'Delete it by hand if you want that.',
      )
    case 'block': {
      const text = withoutBlock(current, { comment: target.comment, id })
      if (text === null) throw brokenMarks(file)
      return text.trim() === '' ? null : text
    }
    case 'json': {
      const merged = withoutEntries(current, snippet, target.depth)
      if (!merged) throw noJson(file)
      return merged.text
    }
  }
}

/** TOML takes a table once only: a paragraph of ours for something that the user has set up already is left out. */
function withoutTwins(snippet: string, current: string, id: string): { snippet: string; left: string[] } {
  const users = withoutBlock(current, { comment: '#', id }) ?? ''
  const left: string[] = []
  const paragraphs = snippet.split(/\n\n+/).filter(paragraph => {
    const twin =
      /^\[\[language\]\]\nname = "([^"]*)"/.exec(paragraph)?.[1] ??
      /^\[(language-server\.[^\]]*)\]/.exec(paragraph)?.[1]
    if (twin === undefined) return true
    const name = twin.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    const isTaken = new RegExp(String.raw`^\s*(?:name\s*=\s*["']${name}["']|\[\s*${name}\s*\])`, 'm').test(users)
    if (isTaken) left.push(twin)
    return !isTaken
  })
  return { snippet: paragraphs.join('\n\n'), left }
}

function recordOf(dataDir: string, id: string, file: string): InstalledRecord | null {
  const record = readRecord(dataDir, id)
  return record?.file === file ? record : null
}

/** Where a link leads: dotfiles often lie elsewhere. */
function realFile(file: string): string {
  try {
    return fs.realpathSync(file)
  } catch {
    // It is not there, which is common, or it is a link to nowhere, which nobody but the user can explain.
    if (entryAt(file))
      throw notUnderstood(file, 'is a link to something that is not there', 'Put that there, or remove the link.')
    return file
  }
}

/** Null where there is nothing of that name, also because a folder of the path is none; writing then says so. */
function entryAt(file: string): fs.Stats | null {
  try {
    return fs.lstatSync(file)
  } catch {
    // ENOENT and ENOTDIR alike: there is nothing.
    return null
  }
}

/** Null where there is no such file. */
function read(file: string): string | null {
  const found = entryAt(file)
  if (!found) return null
  if (!found.isFile()) throw notUnderstood(file, 'is no file', 'Move it away.')
  let bytes: Buffer
  try {
    bytes = fs.readFileSync(file)
  } catch (cause) {
    throw new WaylineError('file_unreadable', `${file} cannot be read.`, { cause, remedy: 'Check its permissions.' })
  }
  const text = bytes.toString('utf8')
  if (!Buffer.from(text).equals(bytes))
    throw notUnderstood(file, 'is not UTF-8', 'Put the text there by hand; without --write it is printed.')
  return text
}

/** Replacing a file asks its folder alone; who has taken away the right to write a file meant something by it. */
function refuseReadOnly(file: string): void {
  const mode = entryAt(file)?.mode
  if (mode !== undefined && (mode & 0o200) === 0)
    throw notUnderstood(
      file,
      'is read-only',
      'Make it writable if you want it changed; without --write the text is printed.',
    )
}

function writing<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw new WaylineError('file_unwritable', `${file} cannot be written.`, {
      cause,
      remedy:
        'Check the permissions of its folder and the space on the disk; nothing has changed. Without --write the text is printed.',
    })
  }
}

function removeEmptyFolders(from: string, last: string): void {
  for (let folder = from; folder.startsWith(last); folder = path.dirname(folder)) {
    try {
      fs.rmdirSync(folder)
    } catch {
      // Something else lies in it by now.
      return
    }
  }
}

function notUnderstood(file: string, why: string, remedy: string): WaylineError {
  return new WaylineError('bad_argument', `${file} ${why}.`, { remedy })
}

function brokenMarks(file: string): WaylineError {
  return notUnderstood(
    file,
    'has comments "wayline begin" and "wayline end" that do not fit together',
    'Put them right, or remove both and what is between them.',
  )
}

function noJson(file: string): WaylineError {
  return notUnderstood(
    file,
    'is not JSON in which entries can be put',
    'Put it right first: every editor would stumble over it as well.',
  )
}
