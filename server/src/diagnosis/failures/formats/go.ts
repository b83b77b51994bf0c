import type { FailureFormat, Found, Frame } from '../failure.ts'

const panic = /^(?:panic|fatal error): (.*?)(?: \[recovered\])?$/
const goroutine = /^goroutine \d+ (?:gp=\S+ )?(?:m=\S+ )?(?:mp=\S+ )?\[.*\]:$/
const place = /^\t(.+\.go):(\d+)(?: \+0x[\da-f]+)?$/
const failedTest = /^\s*--- FAIL: (\S+) \(/
const testLine = /^\s+(\S+_test\.go):(\d+): (.*)$/

/** Panics of Go, and what `go test` prints. */
export const go: FailureFormat = { read: lines => [...panics(lines), ...testFailures(lines)] }

function panics(lines: readonly string[]): Found[] {
  const found: Found[] = []
  for (const [from, line] of lines.entries()) {
    const [, message] = panic.exec(line) ?? []
    if (message === undefined) continue
    const first = lines.findIndex((other, at) => at > from && at < from + 20 && goroutine.test(other))
    if (first < 0) continue
    const frames: Frame[] = []
    let to = first + 1
    for (; to < lines.length && (lines[to] ?? '').trim() !== ''; to++) {
      const [, file, number] = place.exec(lines[to] ?? '') ?? []
      if (file === undefined) continue
      const symbol = (lines[to - 1] ?? '').replace(/\([^()]*\)$/, '').replace(/^created by /, '')
      frames.push({ file, line: Number(number), column: null, symbol })
    }
    found.push({
      failure: { format: 'go', kind: 'exception', severity: 'error', code: 'panic', message, frames },
      from,
      to,
    })
  }
  return found
}

function testFailures(lines: readonly string[]): Found[] {
  const found: Found[] = []
  let test: string | null = null
  for (const [at, line] of lines.entries()) {
    test = failedTest.exec(line)?.[1] ?? (line.startsWith(' ') ? test : null)
    const [, file, number, message = ''] = testLine.exec(line) ?? []
    if (test === null || file === undefined) continue
    const frames = [{ file, line: Number(number), column: null, symbol: test }]
    const failure = { format: 'go', kind: 'test', severity: 'error', code: test, message, frames } as const
    found.push({ failure, from: at, to: at + 1 })
  }
  return found
}
