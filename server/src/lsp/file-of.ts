import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The path of a document that is a file here; none for any other. */
export function fileOf(uri: string): string[] {
  if (!uri.startsWith('file:')) return []
  try {
    return [path.resolve(fileURLToPath(uri))]
  } catch {
    // A file of another computer, or nonsense.
    return []
  }
}
