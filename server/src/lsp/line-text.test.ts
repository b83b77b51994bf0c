import { TextDocument } from 'vscode-languageserver-textdocument'
import { LineText, type Place } from './line-text.ts'

/** A small generator, so that a failure can be repeated. */
function random(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state * 1664525 + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const pieces = ['a', 'bc', '\n', '\r\n', '\r', '', 'ß', '😀', '\n\n', 'x\r', '\ny', '    ', '}\n']

function randomText(next: (below: number) => number, length: number): string {
  return Array.from({ length: next(length) }, () => pieces[next(pieces.length)] ?? '').join('')
}

describe('LineText', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('equals a plain string after any edits (seed %d)', seed => {
    const next = random(seed)
    const start = randomText(next, 60)
    const ours = new LineText(start)
    const theirs = TextDocument.create('file:///a', 'text', 0, start)
    for (let edit = 0; edit < 200; edit++) {
      const place = (): Place => ({ line: next(theirs.lineCount + 1), character: next(12) })
      const [one, other] = [place(), place()]
      const text = randomText(next, 8)
      const [from, to] = theirs.offsetAt(one) <= theirs.offsetAt(other) ? [one, other] : [other, one]
      ours.replace(from, to, text)
      TextDocument.update(theirs, [{ range: { start: from, end: to }, text }], edit + 1)
      expect(ours.toString()).toBe(theirs.getText())
      expect(ours.lineCount).toBe(theirs.lineCount)
      const at = ours.clamp(place())
      const offset = theirs.offsetAt(at)
      expect(ours.before(at, 1e9).text).toBe(theirs.getText().slice(0, offset))
      expect(ours.after(at, 1e9)).toBe(theirs.getText().slice(offset))
    }
  })

  test('keeps its lines right across many chunks', () => {
    const text = new LineText(Array.from({ length: 5000 }, (_, line) => `line ${line}`).join('\n'))
    text.replace({ line: 700, character: 0 }, { line: 4200, character: 5 }, 'one\ntwo\n')
    expect(text.lineCount).toBe(5000 - 3500 + 2)
    expect([text.line(700), text.line(701), text.line(702)]).toEqual(['one', 'two', '4200'])
    expect(text.line(text.lineCount - 1)).toBe('line 4999')
  })

  test('gives whole lines around the cursor and says in which line they begin', () => {
    const text = new LineText('aaaa\nbbbb\ncccc\ndddd\neeee\n')
    expect(text.before({ line: 3, character: 2 }, 8)).toEqual({ text: 'cccc\ndd', firstLine: 2 })
    expect(text.after({ line: 3, character: 2 }, 8)).toBe('dd\neeee\n')
  })

  test('never cuts a surrogate pair', () => {
    const text = new LineText('😀😀😀')
    expect(text.before({ line: 0, character: 6 }, 3).text).toBe('😀')
    expect(text.after({ line: 0, character: 0 }, 3)).toBe('😀')
  })
})
