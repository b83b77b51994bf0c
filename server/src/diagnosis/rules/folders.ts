import fs from 'node:fs'
import path from 'node:path'

/** Whether a path is a folder or lies in it. Both are absolute. */
export function isIn(folder: string, file: string): boolean {
  const below = path.relative(folder, file)
  return below === '' || (below.split(path.sep)[0] !== '..' && !path.isAbsolute(below))
}

/** Where links lead to; the path itself where there is nothing. */
export function realPath(file: string): string {
  try {
    return fs.realpathSync(file)
  } catch {
    // What is not there leads nowhere.
    return path.resolve(file)
  }
}
