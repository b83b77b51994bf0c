import fs from 'node:fs'
import path from 'node:path'
import { tagsOf } from '../syntax/tags/tags.ts'
import type { IgnoreRules } from './ignore-rules.ts'
import { grammarOfFile } from './symbol-index.ts'

/** A source file that the index may read. */
export interface SourceFile {
  /** Absolute, with `/` between its parts. */
  path: string
  modifiedMs: number
  size: number
}

/** Larger files are data, or made by a machine. */
const largest = 512 * 1024

/**
 * The source files of a workspace folder, or of one in it, except those that are ignored or excluded. Links are not followed: they may lead out of
 * the workspace, or round in circles. A folder that may not be read is passed over.
 */
export async function* listFiles(
  root: string,
  rules: IgnoreRules,
  excludes: (relative: string) => boolean,
  from = root,
): AsyncGenerator<SourceFile, void, void> {
  const folders = [from]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await fs.promises.readdir(folder, { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const full = path.join(folder, entry.name)
      if (entry.isDirectory() && !rules.ignores(path.join(full, 'any'))) folders.push(full)
    }
    const names = entries.filter(entry => entry.isFile()).map(entry => path.join(folder, entry.name))
    const files = await Promise.all(names.map(name => sourceFile(root, name, rules, excludes)))
    for (const file of files) if (file) yield file
  }
}

/** A file as the index would read it; null for one that it would not. */
export async function sourceFile(
  root: string,
  file: string,
  rules: IgnoreRules,
  excludes: (relative: string) => boolean,
): Promise<SourceFile | null> {
  const grammar = grammarOfFile(file)
  if (!grammar || !tagsOf(grammar) || rules.ignores(file) || excludes(slashed(path.relative(root, file)))) return null
  try {
    const stats = await fs.promises.lstat(file)
    if (!stats.isFile() || stats.size > largest || stats.size === 0) return null
    return { path: slashed(file), modifiedMs: stats.mtimeMs, size: stats.size }
  } catch {
    // It has gone since it was listed.
    return null
  }
}

/** Paths in the index are written in one way on every system. */
export function slashed(file: string): string {
  // Elsewhere than on Windows a backslash is a character of a name.
  return path.sep === '/' ? file : file.replaceAll(path.sep, '/')
}
