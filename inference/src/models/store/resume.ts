import fs from 'node:fs'

/** What an earlier try has left of a download, and how to ask for the rest. */
export interface Remainder {
  bytes: number
  /** Headers that ask for the rest of the very same content; none when it has to start anew. */
  headers: Record<string, string>
}

/**
 * What is there of a file that is being fetched. With a hash to check in the end any part will do; without one only a
 * part whose version the server has named, because two versions glued together would look like a whole file.
 */
export function remainderOf(part: string, url: string, hasHash: boolean): Remainder {
  const bytes = fs.statSync(part, { throwIfNoEntry: false })?.size ?? 0
  if (bytes === 0) return { bytes: 0, headers: {} }
  if (hasHash) return { bytes, headers: { range: `bytes=${bytes}-` } }
  const version = readVersion(part, url)
  return version === null
    ? { bytes: 0, headers: {} }
    : { bytes, headers: { range: `bytes=${bytes}-`, 'if-range': version } }
}

/** Remembers which version a part is of. Only a strong ETag names one. */
export function rememberVersion(part: string, url: string, etag: unknown): void {
  if (typeof etag === 'string' && etag.startsWith('"')) fs.writeFileSync(versionFile(part), `${etag}\n${url}`)
  else fs.rmSync(versionFile(part), { force: true })
}

/** Removes a part and what is remembered of it. */
export function forget(part: string): void {
  for (const file of [part, versionFile(part)]) fs.rmSync(file, { force: true })
}

function readVersion(part: string, url: string): string | null {
  try {
    const [etag = '', ...rest] = fs.readFileSync(versionFile(part), 'utf8').split('\n')
    return rest.join('\n') === url ? etag : null
  } catch {
    // Most servers of files name versions; after one that does not there is no such file.
    return null
  }
}

function versionFile(part: string): string {
  return `${part}.etag`
}
