import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** Root of the repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/** A source file of the project and everything it imports, exports from, or loads on demand. */
export interface SourceFile {
  /** Relative to the root, `/` between parts. */
  path: string
  text: string
  /** What is imported: a path relative to the root for a file of ours, else the name of the package. */
  imports: string[]
}

/** Every TypeScript file of the packages; tests beside the code are left out unless asked for. */
export function sourceFiles(folders = ['server/src', 'inference/src'], { withTests = false } = {}): SourceFile[] {
  return folders
    .flatMap(folder =>
      fs.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name}`),
    )
    .map(name => name.split(path.sep).join('/'))
    .filter(name => name.endsWith('.ts') && (withTests || !name.endsWith('.test.ts')))
    .sort()
    .map(readSource)
}

/** Reads one file by its path from the root. */
export function readSource(file: string): SourceFile {
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => {
    if (!fileName.startsWith('.')) return fileName
    return path.posix.join(path.posix.dirname(file), fileName)
  })
  return { path: file, text, imports }
}
