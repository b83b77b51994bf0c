/** Messages in the framing of language servers: `Content-Length`, an empty line, JSON. */
export function framed(message: unknown): string {
  const text = JSON.stringify(message)
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
}

/** Longer headers are none. */
const longestHeader = 4096

/**
 * Takes messages out of a stream that arrives in any pieces. `push` throws where the stream is not in that framing, where a message is
 * longer than `largestBytes`, and where one is not JSON.
 */
export function createFrameReader(
  onMessage: (message: unknown) => void,
  largestBytes: number,
): { push(chunk: Buffer): void } {
  let chunks: Buffer[] = []
  let bytes = 0
  let wanted: number | null = null

  function takeHeader(): boolean {
    const all = Buffer.concat(chunks)
    chunks = [all]
    const end = all.indexOf('\r\n\r\n')
    if (end < 0) {
      if (bytes > longestHeader) throw new Error('A message has no header.')
      return false
    }
    const length = Number(/^content-length:\s*(\d+)\s*$/im.exec(all.toString('latin1', 0, end))?.[1] ?? NaN)
    if (!(length <= largestBytes)) throw new Error('A message has no length, or is too long.')
    chunks = [all.subarray(end + 4)]
    bytes -= end + 4
    wanted = length
    return true
  }

  function takeBody(length: number): boolean {
    if (bytes < length) return false
    const all = Buffer.concat(chunks)
    chunks = [all.subarray(length)]
    bytes -= length
    wanted = null
    onMessage(JSON.parse(all.toString('utf8', 0, length)))
    return true
  }

  return {
    push(chunk) {
      chunks.push(chunk)
      bytes += chunk.length
      while (wanted === null ? bytes > 0 && takeHeader() : takeBody(wanted));
    },
  }
}
