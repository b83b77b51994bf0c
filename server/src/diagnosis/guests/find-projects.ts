import fs from 'node:fs'
import path from 'node:path'
import type { Guest, GuestProject, Programs } from './guest.ts'
import { upwards } from './programs.ts'

/** More projects of one tool in a folder are hardly meant; the first ones, from the top, are taken. */
const mostProjects = 30
/** Larger ones are not settings that people have written, in bytes. */
const largestConfig = 1024 * 1024

/** Where a tool is used: the folder itself, folders in it, or, where it is in none of these, one above. */
export interface FindProjectsOptions {
  /** Absolute. */
  folder: string
  /** Every file of the folder, absolute. */
  files: readonly string[]
  programs: Programs
  /** Whether the user has named the tool: then it runs in the folder even if no file there says so. */
  isNamed: boolean
}

export function findProjects(guest: Guest, { folder, files, programs, isNamed }: FindProjectsOptions): GuestProject[] {
  const found = new Map<string, string>()
  const look = (file: string): void => {
    const text = guest.configs.some(({ name }) => name.test(path.basename(file))) ? textOf(file) : null
    if (text !== null && saysSo(guest, path.basename(file), text)) {
      const where = path.resolve(path.dirname(file))
      found.set(where, `${found.get(where) ?? ''}${text}\n`)
    }
  }
  const hasFound = (): boolean => found.size > 0
  for (const file of files) look(file)
  if (!hasFound()) {
    const above = upwards(folder)
      .slice(1)
      .map(outer => namesIn(outer).map(name => path.join(outer, name)))
    for (const names of above) if (!hasFound()) for (const name of names) look(name)
  }
  if (!hasFound() && isNamed) found.set(path.resolve(folder), '')
  return [...found]
    .sort(([one], [other]) => one.length - other.length || (one < other ? -1 : 1))
    .filter(([where], at, all) => guest.isNested || !all.slice(0, at).some(([outer]) => isIn(outer, where)))
    .slice(0, mostProjects)
    .map(([where, config]) => ({ folder: where, config, files: null, programs }))
}

/** Whether a path is below a folder. */
export function isIn(folder: string, file: string): boolean {
  const below = path.relative(folder, file)
  return below !== '' && below.split(path.sep)[0] !== '..' && !path.isAbsolute(below)
}

function saysSo({ configs }: Guest, name: string, text: string): boolean {
  return configs.some(config => config.name.test(name) && (config.text?.test(text) ?? true))
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder)
  } catch {
    // It may not be looked into.
    return []
  }
}

function textOf(file: string): string | null {
  try {
    const stats = fs.statSync(file)
    return stats.isFile() && stats.size <= largestConfig ? fs.readFileSync(file, 'utf8') : null
  } catch {
    // It has gone, or may not be read.
    return null
  }
}
