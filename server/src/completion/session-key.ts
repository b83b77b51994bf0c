import { createHash } from 'node:crypto'

/** Same document, same key: engines find the state they keep for it. It is a hash, so the document's name stays here. */
export function sessionKey(uri: string): string {
  return createHash('sha256').update(uri).digest('base64url').slice(0, 24)
}
