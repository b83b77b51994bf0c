import fs from 'node:fs'
import path from 'node:path'

/** The first of these programs that is installed, or null. */
export function onPath(names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(folder => folder !== '')
  return folders.flatMap(folder => names.map(name => path.join(folder, name))).find(file => fs.existsSync(file)) ?? null
}
