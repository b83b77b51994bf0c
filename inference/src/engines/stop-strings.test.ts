import { createStopFinder } from './stop-strings.ts'

function read(stops: string[], pieces: string[]): { text: string; isStopped: boolean } {
  const finder = createStopFinder(stops)
  let text = ''
  for (const piece of pieces) {
    const step = finder.push(piece)
    text += step.text
    if (step.isStopped) return { text, isStopped: true }
  }
  return { text: text + finder.end(), isStopped: false }
}

test('stops at a stop string that is spread over pieces', () => {
  expect(read(['<|end|>'], ['return 1<', '|en', 'd|> and more'])).toEqual({ text: 'return 1', isStopped: true })
})

test('shows what only looked like the start of a stop string', () => {
  expect(read(['<|end|>'], ['a <', '|e', 'lse'])).toEqual({ text: 'a <|else', isStopped: false })
})

test('takes the first of several stop strings', () => {
  expect(read(['bb', 'ab'], ['xab', 'b'])).toEqual({ text: 'x', isStopped: true })
})

test('gives back what is held at the end', () => {
  expect(read(['\n\n'], ['line\n'])).toEqual({ text: 'line\n', isStopped: false })
})
