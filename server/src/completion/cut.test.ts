import type { CompletionRequest } from './completion-item.ts'
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
  over?: Partial<CompletionRequest>
}

const byHand: Partial<CompletionRequest> = { trigger: 'invoked' }
const python: Partial<CompletionRequest> = { trigger: 'invoked', languageId: 'python' }

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
  {
    name: 'a line that stands below in many places does not end the answer',
    at: 'f() {\n  |\n  break\n  finish(all)\n}',
    extent: 'block',
    answer: 'if (a)\n  break\n  b()\n  break\n  finish(all)\n',
    text: 'if (a)\n  break\n  b()',
    isFinal: true,
    over: byHand,
  },
  {
    name: 'a blank line does not end a block that goes on deeper behind it',
    at: '# all of them\n|',
    extent: 'block',
    answer: 'for a in b:\n    c()\n\n    d()\n\ne()\n',
    text: 'for a in b:\n    c()\n\n    d()',
    isFinal: true,
    over: { languageId: 'python' },
  },
  {
    name: 'asked for by hand, the answer goes on to the end of the function',
    at: 'def f(a):\n    for b in a:\n        |',
    extent: 'block',
    answer: 'c(b)\n    d = 1\n\n    return d\n\ndef g():\n    pass\n',
    text: 'c(b)\n    d = 1\n\n    return d',
    isFinal: true,
    over: python,
  },
  {
    name: 'and out of an inner function into the one around it',
    at: 'def f(a):\n    def g(b):\n        |\n    return g(a)\n',
    extent: 'block',
    answer: 'return b\n    a += 1\n    return g(a)\n',
    text: 'return b\n    a += 1',
    isFinal: true,
    over: python,
  },
  {
    name: 'it closes the blocks that nothing closes below',
    at: 'function f() {\n  if (a) {\n    |\n}\n',
    extent: 'block',
    answer: 'b()\n  }\n  return c\n}\nnext()\n',
    text: 'b()\n  }\n  return c',
    isFinal: true,
    over: byHand,
  },
  {
    name: 'all of them, where nothing stands below',
    at: 'function f() {\n  |',
    extent: 'block',
    answer: 'return 1\n}\nfunction g() {\n',
    text: 'return 1\n}',
    isFinal: true,
    over: byHand,
  },
  {
    name: 'what closes one block may open the next, on the next line too',
    at: 'function f() {\n  if (a) {\n    |\n  }\n}',
    extent: 'block',
    answer: 'b()\n  }\n  else {\n    c()\n  }\n}\n',
    text: 'b()\n  }\n  else {\n    c()',
    isFinal: true,
    over: byHand,
  },
  {
    name: 'a closing bracket further left than all of the answer is not its own',
    at: 'function f() {\n  |\n    c()\n  }\n}',
    extent: 'block',
    answer: 'if (a) {\n}\nfunction g() {\n',
    text: 'if (a) {',
    isFinal: true,
    over: byHand,
  },
  {
    name: 'brackets in strings close nothing',
    at: 'function f() {\n  |\n}',
    extent: 'block',
    answer: 'if (a === "}") b()\n  c()\n}\nnext()\n',
    text: 'if (a === "}") b()\n  c()',
    isFinal: true,
    over: byHand,
  },
  {
    name: 'words close blocks too',
    at: 'def f\n  |',
    extent: 'block',
    answer: 'a\nend\nb\n',
    text: 'a\nend',
    isFinal: true,
    over: { trigger: 'invoked', languageId: 'ruby' },
  },
]

test.each(cases)('$name', ({ at, extent, answer, text, isFinal, over }) => {
  expect(cut(answer, cursorIn(at, over), extent)).toEqual({ text, isFinal })
})

test('a cut never changes when more of the answer comes', () => {
  for (const { at, extent, answer, over } of cases) {
    const whole = cut(answer, cursorIn(at, over), extent)
    for (let length = 1; length < answer.length; length++) {
      const part = cut(answer.slice(0, length), cursorIn(at, over), extent)
      if (part.isFinal) expect(part.text).toBe(whole.text)
    }
  }
})
