import { cursorIn } from './cursor-fixture.ts'
import { ownLineAt } from './own-line.ts'

test.each([
  ['javascript', 'function f() {\n|}', ''],
  ['javascript', 'if (a) {\n  call(\n    b,\n  |)\n}', '  '],
  ['javascript', 'if (a) {\n  call()\n  ret|}\n', ''],
  ['ruby', 'def f\n  if a\n    b\n  |end\nend\n', '  '],
  ['lua', 'function f()\n\tlocal a = 1\n|end\n', ''],
])('in %s what closes the block goes to the next line, indented as it should be: %j', (languageId, marked, indent) => {
  expect(ownLineAt(cursorIn(marked, { languageId }))?.end).toBe(`\n${indent}`)
})

test.each(['call(|)', 'const f = () => {|}', 'const a = |;', 'if (|) {\n}', '  |else()'])(
  '%j is no such place',
  marked => {
    expect(ownLineAt(cursorIn(marked))).toBeNull()
  },
)
