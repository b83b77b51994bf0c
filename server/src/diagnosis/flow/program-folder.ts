import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** For tests: a folder for the files of a program. */
export interface ProgramFolder {
  root: () => string
  /** Writes a file; gives its path as diagnosis has it. */
  write: (file: string, text: string) => string
}

/** For tests: gives each of them a new folder, which goes with it. */
export function useProgramFolder(): ProgramFolder {
  let root = ''
  beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-flow-'))
  })
  afterEach(() => fs.rmSync(root, { recursive: true }))

  return {
    root: () => root,
    write(file, text) {
      const full = path.join(root, file)
      fs.mkdirSync(path.dirname(full), { recursive: true })
      fs.writeFileSync(full, text)
      return full.replaceAll(path.sep, '/')
    },
  }
}
