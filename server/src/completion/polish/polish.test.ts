import type { CompletionRequest } from '../completion-item.ts'
import { cursorIn } from '../cursor-fixture.ts'
import { polish } from './polish.ts'

interface Golden {
  name: string
  at: string
  answer: string
  /** What is shown, and how much right of the cursor it replaces; null for nothing. */
  shown: string | null
  covers?: number
  over?: Partial<CompletionRequest>
  isContinuation?: boolean
}

const python = { languageId: 'python' }

const golden: Golden[] = [
  { name: 'plain code passes', at: 'a = |', answer: 'compute(b)', shown: 'compute(b)' },
  { name: 'special tokens end the answer', at: 'a = |', answer: 'compute(b)<|endoftext|>junk', shown: 'compute(b)' },
  { name: 'so do those of other families', at: 'a = |', answer: 'compute()<fim_suffix>x', shown: 'compute()' },
  { name: 'DeepSeek’s too', at: 'a = |', answer: 'compute()<｜end▁of▁sentence｜>', shown: 'compute()' },
  { name: 'and those that end a turn', at: 'a = |', answer: 'compute()<end_of_turn>\n', shown: 'compute()' },
  { name: 'comparisons are not special tokens', at: 'a = |', answer: 'b<c && d>e', shown: 'b<c && d>e' },
  {
    name: 'a fence is taken off',
    at: '|',
    answer: '```ts\nconst a = 1\n```\nThat was it.',
    shown: 'const a = 1',
    over: { trigger: 'invoked' },
  },
  {
    name: 'a fence after the answer ends it',
    at: 'a = b|',
    answer: '\n```ts\nconst a = 1\n```',
    shown: null,
  },
  {
    name: 'also where a part of it has been typed',
    at: 'a = b\n|',
    answer: '```ts\nconst a = 1\n```',
    shown: null,
    isContinuation: true,
  },
  {
    name: 'Markdown keeps its fences',
    at: 'x\n|',
    answer: '```ts\nconst a = 1\n```',
    shown: '```ts\nconst a = 1\n```',
    over: { languageId: 'markdown' },
  },
  { name: 'a bracket right of the cursor is taken over', at: 'f(|)', answer: 'alpha)', shown: 'alpha)', covers: 1 },
  { name: 'with a semicolon after it', at: 'f(|)', answer: 'alpha);', shown: 'alpha);', covers: 1 },
  { name: 'only as many as the answer closes', at: 'f(g(|))', answer: 'alpha)', shown: 'alpha)', covers: 1 },
  { name: 'none if it closes none', at: 'f(|)', answer: 'alpha', shown: 'alpha', covers: 0 },
  { name: 'its own brackets do not count', at: 'f(|)', answer: 'g(alpha)', shown: 'g(alpha)', covers: 0 },
  { name: 'a semicolon is not doubled', at: 'a = |;', answer: 'compute();', shown: 'compute();', covers: 1 },
  { name: 'a quote right of the cursor is taken over', at: 'f("|")', answer: 'hello")', shown: 'hello")', covers: 2 },
  {
    name: 'the same rest of the line is replaced by itself',
    at: 'f(|, last);',
    answer: 'first, last);',
    shown: 'first, last);',
    covers: 8,
  },
  { name: 'what follows below is not offered again', at: 'a()\n|\nb()\nc()\n', answer: 'b()\nc()', shown: null },
  { name: 'an overlap at the end is cut off', at: 'a()\n|\nb()\n', answer: 'between()\nb()', shown: 'between()' },
  { name: 'the line above is not offered again', at: 'const a = 1;\n|', answer: 'const a = 1;', shown: null },
  {
    name: 'closing brackets may follow each other',
    at: '  }\n|',
    answer: '}',
    shown: '}',
    over: { trigger: 'invoked' },
  },
  {
    name: 'a loop is dropped',
    at: 'a = |',
    answer: '1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1',
    shown: null,
  },
  {
    name: 'a list of different things is not a loop',
    at: 'a = [|',
    answer: '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]',
    shown: '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]',
  },
  {
    name: 'indentation that is there is not doubled',
    at: 'def f():\n    |',
    answer: '    return 1',
    shown: 'return 1',
    over: python,
  },
  {
    name: 'tabs stay tabs',
    at: 'func f() {\n\tif a {|\n\t}\n',
    answer: '\n        return 1',
    shown: '\n\t\treturn 1',
    over: { languageId: 'go' },
  },
  {
    name: 'spaces stay spaces',
    at: 'def f():\n  if a:|',
    answer: '\n\t\treturn 1',
    shown: '\n    return 1',
    over: python,
  },
  { name: 'line ends are the document’s', at: 'a {\r\n  b|\r\n}', answer: ' = one\n  c', shown: ' = one\r\n  c' },
  {
    name: 'the nearest lines tell how to indent, not the comment at the top',
    at: '/*\n    a\n    b\n    c\n    d\n    e\n    f\n*/\nfunc g() {\n\tif a {\n\t\tb()\n\t}\n\tif c {|\n\t}\n',
    answer: '\n\t\tdone()',
    shown: '\n\t\tdone()',
    over: { languageId: 'go' },
  },
  {
    name: 'blanks at the ends of lines are not wanted',
    at: 'if (a) {|\n}',
    answer: '\n  b()  \n  c()\t',
    shown: '\n  b()\n  c()',
  },
  {
    name: 'in Markdown they break the line',
    at: 'x|',
    answer: ' y  \nz',
    shown: ' y  \nz',
    over: { languageId: 'markdown' },
  },
  {
    name: 'the answer ends where another file begins',
    at: 'a()\n|',
    answer: 'between()\n// Path: src/other.ts\nother()',
    shown: 'between()',
  },
  {
    name: 'a bracket that is closed below is not closed again',
    at: 'f() {\n  if (a) {\n    |\n  }\n}\n',
    answer: 'between()\n  }',
    shown: 'between()',
    over: { trigger: 'invoked' },
  },
  {
    name: 'one that is closed nowhere is',
    at: 'f() {\n  if (a) {\n    |\n}\n',
    answer: 'between()\n  }',
    shown: 'between()\n  }',
    over: { trigger: 'invoked' },
  },
  { name: 'nothing is nothing', at: 'a = |', answer: '  \n ', shown: null },
  { name: 'too short to be worth it', at: 'abc|', answer: ');', shown: null },
  { name: 'but not when it is the rest of one', at: 'abc|', answer: ');', shown: ');', isContinuation: true },
  { name: 'and not when asked for', at: 'abc|', answer: ');', shown: ');', over: { trigger: 'invoked' } },
  { name: 'a mere comment is not wanted', at: 'a = 1\n|', answer: '# and so on', shown: null, over: python },
  {
    name: 'unless a comment is being written',
    at: '# one\n|',
    answer: '# and so on',
    shown: '# and so on',
    over: python,
  },
  { name: 'text that reorders itself never passes', at: 'a = |', answer: 'b /* \u202E } */ + compute()', shown: null },
  { name: 'nor does what is left of bytes that are no text', at: 'a = |', answer: 'compute(\uFFFD)', shown: null },
  { name: 'nor half a character', at: 'a = |', answer: 'compute("\uD83D")', shown: null },
  { name: 'invisible characters are removed', at: 'a = |', answer: 'com\u200Bpute\u0007()', shown: 'compute()' },
  { name: 'emoji that are joined stay joined', at: 'a = |', answer: '"👩\u200D💻"', shown: '"👩\u200D💻"' },
]

test.each(golden)('$name', ({ at, answer, shown, covers = 0, over = {}, isContinuation = false }) => {
  const suggestion = polish(answer, { cursor: cursorIn(at, over), isContinuation })
  expect(suggestion).toEqual(shown === null ? null : { text: shown, covers })
})
