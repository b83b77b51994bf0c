import { createProgress } from './progress.ts'

/** What is written while the clock goes on by so much before each step. */
function written(isTerminal: boolean, pausesMs: number[]): string {
  let text = ''
  let clockMs = 1_000_000
  const view = { isTerminal, write: (more: string) => void (text += more), nowMs: () => clockMs }
  const progress = createProgress(pausesMs.length, 'files', view)
  for (const pauseMs of pausesMs) {
    clockMs += pauseMs
    progress.step()
  }
  progress.end()
  return text
}

test('A terminal has one line, which is gone at the end', () => {
  expect(written(true, [200, 10, 200])).toBe('\r1 of 3 files\r3 of 3 files\r\u001b[K')
})

test('A log has a line now and then, and none where it is done soon', () => {
  expect(written(false, [9000, 2000, 500, 20_000])).toBe('wayline: 2 of 4 files\nwayline: 4 of 4 files\n')
  expect(written(false, [100, 100, 100])).toBe('')
})
