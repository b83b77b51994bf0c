import fs from 'node:fs'
import path from 'node:path'

/**
 * Writes a file of a repository as a whole or not at all, with the rights of the one that it replaces: beside its place, under a
 * name that nothing has, so that no link that lies there is followed. Throws what the system says.
 */
export function replaceFile(file: string, content: string | Buffer): void {
  const beside = `${file}.${process.pid}.wayline`
  try {
    const mode = fs.statSync(file, { throwIfNoEntry: false })?.mode
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(beside, content, { flag: 'wx' })
    if (mode !== undefined) fs.chmodSync(beside, mode & 0o7777)
    fs.renameSync(beside, file)
  } catch (error) {
    fs.rmSync(beside, { force: true })
    throw error
  }
}
