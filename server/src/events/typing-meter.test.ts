import { endOf, type Edit, type Place } from './edit.ts'
import { createTypingMeter } from './typing-meter.ts'

const at = (line: number, character: number): Place => ({ line, character })

/** An edit in a document some time after the one before it. */
interface Step {
  afterMs?: number
  from?: Place
  removed?: string
  text: string
  uri?: string
}

function count(...steps: Step[]): number[] {
  let time = 0
  let cursor = at(0, 0)
  const meter = createTypingMeter(() => time)
  return steps.map(({ afterMs = 90, from = cursor, removed = '', text, uri = 'a' }) => {
    time += afterMs
    cursor = endOf(from, text)
    const edit: Edit = { from, to: endOf(from, removed), removed, text }
    return meter.typed(uri, edit)
  })
}

test.each<[string, Step[], number[]]>([
  ['keys', [{ text: 'a' }, { text: 'b' }], [1, 1]],
  ['keys that an editor gathers', [{ text: 'ab' }, { text: 'c' }], [2, 1]],
  ['keys that an editor sends as edits of one change', [{ text: 'a' }, { afterMs: 0, text: 'b' }], [1, 1]],
  ['a new line, which the editor indents', [{ text: '\r\n\t\t' }], [1]],
  ['a word from the editor’s own list', [{ text: 'a' }, { from: at(0, 0), removed: 'a', text: 'append' }], [1, 5]],
  ['a character over a selection', [{ removed: 'selected', text: 'x' }], [1]],
  ['deleting', [{ removed: 'x', text: '' }], [0]],
  ['a pasted line', [{ text: 'const a = 1\n' }], [12]],
  ['pasted lines', [{ text: 'const a = 1\nconst b = 2\n' }], [0]],
  ['a long pasted piece', [{ text: 'x'.repeat(101) }], [0]],
  ['a key at several cursors', [{ text: 'a' }, { afterMs: 0, from: at(4, 0), text: 'a' }], [1, 0]],
  ['a rename', [{ text: 'total' }, { afterMs: 0, text: 'total' }], [5, 0]],
  ['a whole document sent for one key', [{ from: at(0, 0), removed: 'ab\ncd\n', text: 'ab\ncxd\n' }], [1]],
  ['another document', [{ text: 'a' }, { afterMs: 5, uri: 'b', text: 'b' }], [1, 0]],
])('counts %s', (_, steps, expected) => {
  expect(count(...steps)).toEqual(expected)
})
