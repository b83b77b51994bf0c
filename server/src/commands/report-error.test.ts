import { WaylineError } from '../errors.ts'
import { Interrupted, reportError, UsageError } from './report-error.ts'

/** What is written to standard error, and the exit code. */
function report(error: unknown): { text: string; code: number } {
  let text = ''
  const write = jest.spyOn(process.stderr, 'write').mockImplementation(chunk => {
    text += String(chunk)
    return true
  })
  const code = reportError(error)
  write.mockRestore()
  return { text, code }
}

test.each([
  ['of ours', new WaylineError('timeout', 'Too late.', { remedy: 'Wait.' }), 'wayline: Too late. Wait.\n', 1],
  ['of usage', new UsageError('Not so.', 'But so.'), 'wayline: Not so. But so.\n', 2],
  ['of the disk', Object.assign(new Error('x'), { code: 'ENOSPC' }), 'wayline: The disk is full. Make room', 1],
  ['that nobody foresaw', new Error('it broke'), 'wayline: Something unforeseen went wrong: it broke. `wayline', 1],
  ['that is a sentence', new Error('It broke.'), 'wayline: Something unforeseen went wrong: It broke. `wayline', 1],
])('a failure %s is told in sentences', (_, error, text, code) => {
  const told = report(error)
  expect(told.text.startsWith(text)).toBe(true)
  expect(told.code).toBe(code)
})

test('of what the user has broken off nothing is said', () => {
  expect(report(new Interrupted())).toEqual({ text: '', code: 130 })
})
