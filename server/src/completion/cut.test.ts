import { cursorIn } from './cursor-fixture.ts'
import { cut } from './cut.ts'
import type { Extent } from './multiline.ts'

interface Case {
  name: string
  at: string
  extent: Extent
  answer: string
  text: string
  isFinal: boolean
}

const cases: Case[] = [
  { name: 'a line ends at its end', at: 'a = |', extent: 'line', answer: 'b;\nc;', text: 'b;', isFinal: true },
  {
    name: 'a line that still streams is not final',
    at: 'a = |',
    extent: 'line',
    answer: 'b',
    text: 'b',
    isFinal: false,
  },
  {
    name: 'behind a finished line comes the next one',
    at: 'a;|',
    extent: 'line',
    answer: '\n  b;\nc',
    text: '\n  b;',
    isFinal: true,
  },
  {
    name: 'in the middle of a line there is no next one',
    at: 'f(|, x)',
    extent: 'line',
    answer: '\nb',
    text: '',
    isFinal: true,
  },
  {
    name: 'a block ends where its bracket closes',
    at: 'function f() {|',
    extent: 'block',
    answer: '\n  return 1\n}\n\nfunction g() {\n',
    text: '\n  return 1\n}',
    isFinal: true,
  },
  {
    name: 'a bracket that is there already is left to the document',
    at: 'function f() {\n  |\n}\n',
    extent: 'block',
    answer: 'const a = 1\n  return a\n}\nnext()\n',
    text: 'const a = 1\n  return a',
    isFinal: true,
  },
  {
    name: 'a block ends where the indentation ends',
    at: 'def f():\n    |',
    extent: 'block',
    answer: 'a = 1\n    return a\n\ndef g():\n',
    text: 'a = 1\n    return a',
    isFinal: true,
  },
  {
    name: 'inner blocks stay whole',
    at: 'def f():\n    |',
    extent: 'block',
    answer: 'if a:\n        b()\n    return a\nprint(f)\n',
    text: 'if a:\n        b()\n    return a',
    isFinal: true,
  },
  {
    name: 'it stops before the line that follows in the document',
    at: 'a = 1\n|\nresult = a + b\n',
    extent: 'block',
    answer: 'b = 2\nresult = a + b\nmore\n',
    text: 'b = 2',
    isFinal: true,
  },
  {
    name: 'it stops at a repeated line',
    at: '# say it\n|',
    extent: 'block',
    answer: 'say()\nsay()\nsay()\n',
    text: 'say()',
    isFinal: true,
  },
  {
    name: 'the last line decides nothing while it grows',
    at: 'f() {|',
    extent: 'block',
    answer: '\n  a\n}',
    text: '\n  a\n}',
    isFinal: false,
  },
]

test.each(cases)('$name', ({ at, extent, answer, text, isFinal }) => {
  expect(cut(answer, cursorIn(at), extent)).toEqual({ text, isFinal })
})

test('a cut never changes when more of the answer comes', () => {
  for (const { at, extent, answer } of cases) {
    const whole = cut(answer, cursorIn(at), extent)
    for (let length = 1; length < answer.length; length++) {
      const part = cut(answer.slice(0, length), cursorIn(at), extent)
      if (part.isFinal) expect(part.text).toBe(whole.text)
    }
  }
})
