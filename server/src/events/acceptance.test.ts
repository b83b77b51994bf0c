import fc from 'fast-check'
import { createAcceptance, type Acceptance } from './acceptance.ts'
import { endOf, type Place } from './edit.ts'
import { ManualClock } from './manual-clock.ts'
import type { Insertion, Outcome } from './suggestion.ts'

const uri = 'file:///a.ts'
/** The cursor of every case: after `const sum = ` in the fourth line. */
const start: Place = { line: 3, character: 12 }

interface Scene {
  acceptance: Acceptance
  clock: ManualClock
  cursor: Place
  shown: number
}

type Step = (scene: Scene) => void

const show =
  (text: string, { covers = '', others = [] }: { covers?: string; others?: string[] } = {}): Step =>
  scene => {
    const candidates = [text, ...others].map(candidate => ({
      id: `c${++scene.shown}`,
      text: candidate,
      covers,
      model: 'coder',
      latencyMs: 90,
    }))
    scene.acceptance.shown({ uri, place: scene.cursor, language: 'typescript', circumstances: null, candidates })
  }
const showNothing: Step = ({ acceptance, cursor }) =>
  acceptance.shown({ uri, place: cursor, language: 'typescript', circumstances: null, candidates: [] })
/** Inserts at the cursor; `left` and `right` are what it takes the place of on either side. */
const insert =
  (text: string, left = '', right = ''): Step =>
  scene => {
    const { line, character } = scene.cursor
    const from = { line, character: character - left.length }
    const to = { line, character: character + right.length }
    scene.acceptance.edited(uri, { from, to, removed: left + right, text })
    scene.cursor = endOf(from, text)
  }
/** Keys at a human pace. */
const type =
  (text: string): Step =>
  scene => {
    for (const key of text) {
      scene.clock.pass(90)
      insert(key)(scene)
    }
  }
const edit =
  (from: Place, text: string, removed = ''): Step =>
  ({ acceptance }) =>
    void acceptance.edited(uri, { from, to: endOf(from, removed), removed, text })
const wait =
  (ms: number): Step =>
  ({ clock }) =>
    clock.pass(ms)
const command =
  (id = 'c1'): Step =>
  ({ acceptance }) =>
    void acceptance.commanded(id)
const askAt =
  (place: Place, document = uri): Step =>
  ({ acceptance }) =>
    acceptance.asked(document, place)
const ask: Step = ({ acceptance, cursor }) => acceptance.asked(uri, cursor)
const close: Step = ({ acceptance }) => acceptance.closed(uri)

function play(...steps: Step[]): { outcomes: Outcome[]; insertions: Insertion[] } {
  const outcomes: Outcome[] = []
  const insertions: Insertion[] = []
  const clock = new ManualClock()
  const acceptance = createAcceptance({
    now: clock.now,
    after: clock.after,
    onInserted: insertion => insertions.push(insertion),
    onEnded: outcome => outcomes.push(outcome),
  })
  const scene: Scene = { acceptance, clock, cursor: start, shown: 0 }
  for (const step of steps) step(scene)
  acceptance.end()
  expect(clock.waiting).toBe(0)
  return { outcomes, insertions }
}

/** Outcome, kind and accepted characters of each suggestion, in order. */
const told = (...steps: Step[]): string[] =>
  play(...steps).outcomes.map(({ outcome, kind, acceptedCharacters, text }) =>
    outcome === 'accepted'
      ? `${outcome} ${kind ?? '?'} ${acceptedCharacters}/${text.length}`
      : `${outcome} ${text.length}`,
  )

const block = 'a + b\n  return sum\n}'

const golden: [string, Step[], string[]][] = [
  // The whole of it.
  ['an inserted suggestion', [show('a + b'), wait(900), insert('a + b')], ['accepted full 5/5']],
  ['one that was taken at once', [show('a + b'), wait(50), insert('a + b')], ['accepted full 5/5']],
  ['several lines', [show(block), wait(900), insert(block)], ['accepted full 20/20']],
  [
    'line ends of the document',
    [show(block), wait(900), insert(block.replaceAll('\n', '\r\n'))],
    ['accepted full 20/20'],
  ],
  ['an editor that indents anew', [show(block), wait(900), insert('a + b\n\treturn sum\n}')], ['accepted full 20/20']],
  [
    'an editor that replaces the word before the cursor',
    [show('Each(f)'), wait(900), insert('forEach(f)', 'for')],
    ['accepted full 7/7'],
  ],
  [
    'a bracket that is covered',
    [show('a, b)', { covers: ')' }), wait(900), insert('a, b)', '', ')')],
    ['accepted full 5/5'],
  ],
  [
    'a bracket that the editor keeps',
    [show('a, b)', { covers: ')' }), wait(900), insert('a, b')],
    ['accepted full 5/5'],
  ],
  [
    'a bracket that stays all the same',
    [show('a, b)', { covers: ')' }), wait(900), insert('a, b)')],
    ['accepted full 5/5'],
  ],
  ['the second candidate', [show('a + b', { others: ['a - b'] }), wait(900), insert('a - b')], ['accepted full 5/5']],
  ['the command after the edit', [show('a + b'), wait(900), insert('a + b'), command()], ['accepted full 5/5']],
  ['the command before the edit', [show('a + b'), wait(900), command(), insert('a + b')], ['accepted full 5/5']],
  [
    'the command, where the editor made something else of it',
    [show('a + b'), wait(900), insert('(a + b)'), command()],
    ['accepted full 5/5'],
  ],
  ['the command alone', [show('a + b'), wait(900), command(), wait(2000)], ['accepted full 5/5']],
  ['a single character, by the command', [show(';'), wait(900), insert(';'), command()], ['accepted full 1/1']],
  ['the rest after some typing', [show('a + b'), type('a '), show('+ b'), insert('+ b')], ['accepted full 3/5']],
  [
    'the rest, by its newer name',
    [show('a + b'), type('a '), show('+ b'), wait(100), insert('(+ b)'), command('c2')],
    ['accepted full 3/5'],
  ],
  [
    'an edit elsewhere that comes with it',
    [
      show('a + b'),
      wait(900),
      edit({ line: 0, character: 0 }, "import b from 'b'\n"),
      edit({ line: 4, character: 12 }, 'a + b'),
    ],
    ['accepted full 5/5'],
  ],
  [
    'a line above that has become longer',
    [show('a + b'), wait(900), edit({ line: 2, character: 0 }, 'xx'), insert('a + b')],
    ['accepted full 5/5'],
  ],
  // Parts of it.
  ['a word', [show('first + second'), wait(900), insert('first')], ['accepted word 5/14']],
  ['a word with the blank before it', [show(' + second'), wait(900), insert(' +')], ['accepted word 2/9']],
  [
    'word after word',
    [
      show('first + second'),
      wait(900),
      insert('first'),
      show(' + second'),
      wait(60),
      insert(' +'),
      wait(60),
      insert(' second'),
    ],
    ['accepted full 14/14'],
  ],
  ['a line', [show(block), wait(900), insert('a + b')], ['accepted line 5/20']],
  ['a line with its end', [show(block), wait(900), insert('a + b\n  ')], ['accepted line 8/20']],
  [
    'a line, then a word of the next',
    [show(block), wait(900), insert('a + b\n  '), wait(500), insert('return')],
    ['accepted line 14/20'],
  ],
  [
    'a word, then something else',
    [show('first + second'), wait(900), insert('first'), type(';')],
    ['accepted word 5/14'],
  ],
  ['a word, the rest typed', [show('first + b'), wait(900), insert('first'), type(' + b')], ['accepted word 5/9']],
  // Keys.
  ['typing through it', [show('a + b'), type('a + b')], ['typed 5']],
  [
    'typing through what is shown anew at each key',
    [show('abc'), type('a'), show('bc'), type('b'), show('c'), type('c')],
    ['typed 3'],
  ],
  [
    'keys that the editor gathers before it tells of them',
    [show('first + b'), type('f'), wait(150), insert('irs'), wait(150), insert('t')],
    ['ignored 9'],
  ],
  ['a bracket that closes by itself', [show('(a)'), wait(900), insert('()'), showNothing], ['rejected 3']],
  ['a new line that the editor indents', [show('\n    return a'), wait(900), insert('\n    ')], ['rejected 13']],
  ['a beginning that ends inside a word', [show('first + b'), wait(900), insert('fir')], ['rejected 9']],
  // Not taken.
  ['other text', [show('a + b'), wait(900), type('x')], ['rejected 5']],
  ['other text at once', [show('a + b'), wait(900), insert('total(prices)')], ['rejected 5']],
  ['going back', [show('a + b'), wait(900), insert('', '=')], ['rejected 5']],
  ['the cursor elsewhere', [show('a + b'), wait(900), askAt({ line: 7, character: 0 })], ['rejected 5']],
  ['the cursor in another document', [show('a + b'), wait(100), askAt(start, 'file:///b.ts')], ['rejected 5']],
  ['a closed document', [show('a + b'), wait(900), close], ['rejected 5']],
  ['another suggestion before it can be read', [show('a + b'), wait(749), show('c + d')], ['ignored 5', 'ignored 5']],
  ['another suggestion after it was read', [show('a + b'), wait(750), show('c + d')], ['rejected 5', 'ignored 5']],
  ['nothing more to show, before it can be read', [show('a + b'), wait(100), showNothing], ['ignored 5']],
  ['the command of one that is long over', [show('a + b'), type('x'), wait(2000), command()], ['rejected 5']],
  // The same suggestion.
  [
    'the same answer again',
    [show('a + b'), wait(500), ask, show('a + b'), wait(500), show('c')],
    ['rejected 5', 'ignored 1'],
  ],
  ['an answer that has become longer', [show('a'), show('a + b'), wait(900), insert('a + b')], ['accepted full 5/5']],
]

test.each(golden)('tells of %s what became of it', (_, steps, expected) => {
  expect(told(...steps)).toEqual(expected)
})

test('a suggestion was on the screen from when it was first shown until the user turned away', () => {
  const shownMs = (...steps: Step[]): number[] => play(...steps).outcomes.map(({ displayedMs }) => displayedMs)
  expect(shownMs(show('abc'), type('a'), show('bc'), wait(10), askAt({ line: 0, character: 0 }))).toEqual([100])
  const elsewhere = edit({ line: 9, character: 0 }, 'x')
  expect(shownMs(show('abc'), wait(300), elsewhere, wait(60_000), askAt({ line: 9, character: 1 }))).toEqual([300])
  expect(shownMs(show('abc'), wait(800), type('x'), wait(60_000))).toEqual([890])
})

test('what was put in is told with its place as soon as it is there', () => {
  const { insertions } = play(show(block), wait(900), insert('a + b\n  '), wait(500), insert('return sum\n}'))
  expect(insertions).toMatchObject([
    { id: 'c1', uri, language: 'typescript', model: 'coder', from: start, text: 'a + b\n  ' },
    { id: 'c1', from: { line: 4, character: 2 }, text: 'return sum\n}' },
  ])
})

test('a command of which nothing is known says nothing', () => {
  const clock = new ManualClock()
  const nothing = (): void => undefined
  const acceptance = createAcceptance({ now: clock.now, after: clock.after, onInserted: nothing, onEnded: nothing })
  expect(acceptance.commanded('c1')).toBe(false)
})

test('an edit in another document says nothing about it', () => {
  const elsewhere: Step = ({ acceptance }) =>
    void acceptance.edited('file:///b.ts', { from: start, to: start, removed: '', text: 'x' })
  expect(told(show('a + b'), wait(900), elsewhere, insert('a + b'))).toEqual(['accepted full 5/5'])
})

test('whatever happens in whatever order, nothing is accepted twice and each suggestion is over once', () => {
  const text = fc.constantFrom('a', 'a + b', ' + b', 'b', block, 'x', '\n')
  const step = fc.oneof(
    text.map(suggestion => show(suggestion)),
    text.map(insertion => insert(insertion)),
    fc.integer({ min: 1, max: 6 }).map(id => command(`c${id}`)),
    fc.integer({ min: 1, max: 2500 }).map(wait),
    fc.integer({ min: 0, max: 12 }).map(character => askAt({ line: 3, character })),
    fc.constantFrom(showNothing, close, edit({ line: 0, character: 0 }, 'x\n'), insert('', '=')),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), steps => {
      const { outcomes, insertions } = play(...steps)
      expect(new Set(outcomes.map(({ id }) => id)).size).toBe(outcomes.length)
      for (const { acceptedCharacters, text: suggested, outcome } of outcomes) {
        expect(acceptedCharacters).toBeLessThanOrEqual(suggested.length)
        expect(outcome === 'accepted').toBe(acceptedCharacters > 0)
      }
      const accepted = new Set(outcomes.filter(({ outcome }) => outcome === 'accepted').map(({ id }) => id))
      expect(insertions.filter(({ id }) => !accepted.has(id))).toEqual([])
    }),
  )
})
