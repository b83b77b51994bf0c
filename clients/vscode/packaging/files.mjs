import fs from 'node:fs'
import path from 'node:path'

/** Folder of the extension, and of the repository. */
export const extension = path.dirname(import.meta.dirname)
export const root = path.join(extension, '../..')

/** Copies a file or a folder; `isWanted` is asked with paths relative to it. */
export function copy(from, to, isWanted = () => true) {
  fs.cpSync(from, to, { recursive: true, filter: file => isWanted(path.relative(from, file)) })
}

export function readJson(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8'))
}
