import type { ActivityEvent, KeptEvent, SuggestionEvent } from '@wayline/inference/api'
import { figuresByLanguage, figuresOf } from './figures.ts'

const common = { time: 1_790_000_000_000, session: 's', language: 'go' }
const suggestion = (change: Partial<SuggestionEvent>): SuggestionEvent => ({
  ...common,
  type: 'suggestion',
  id: 'c1',
  model: 'coder',
  hash: 'h',
  characters: 20,
  lines: 1,
  latencyMs: 100,
  displayedMs: 900,
  outcome: 'rejected',
  acceptedCharacters: 0,
  ...change,
})
const accepted = (change: Partial<SuggestionEvent> = {}): SuggestionEvent =>
  suggestion({ outcome: 'accepted', kind: 'full', acceptedCharacters: 20, ...change })
const activity = (change: Partial<ActivityEvent>): ActivityEvent => ({
  ...common,
  type: 'activity',
  requests: 0,
  generated: 0,
  briefly: 0,
  typedCharacters: 0,
  acceptedCharacters: 0,
  ...change,
})
const kept = (afterMs: KeptEvent['afterMs'], characters: number, ofCharacters: number): KeptEvent => ({
  ...common,
  type: 'kept',
  id: 'c1',
  model: 'coder',
  afterMs,
  characters,
  ofCharacters,
})

test('acceptance is of what was shown, by number and by characters', () => {
  const figures = figuresOf([
    accepted(),
    accepted({ kind: 'word', acceptedCharacters: 5, characters: 60 }),
    suggestion({ outcome: 'typed' }),
    suggestion({}),
    activity({ briefly: 4 }),
    activity({ briefly: 2 }),
  ])
  expect(figures).toMatchObject({
    shown: 4,
    shownBriefly: 6,
    accepted: 2,
    acceptedBy: { full: 1, line: 0, word: 1 },
    typedThrough: 1,
    rejected: 1,
    acceptanceRate: 0.5,
    acceptanceRateOfAll: 0.2,
    characterAcceptanceRate: 25 / 120,
  })
})

test('yields tell what is lost on the way to the screen', () => {
  const figures = figuresOf([
    suggestion({}),
    accepted(),
    activity({ requests: 6, generated: 4 }),
    activity({ requests: 2 }),
  ])
  expect(figures).toMatchObject({ requests: 8, generated: 4, generationYield: 0.5, requestYield: 0.25 })
})

test('the share that a model has written is of all sessions together, before and after ten minutes', () => {
  const figures = figuresOf([
    activity({ typedCharacters: 10, acceptedCharacters: 90 }),
    activity({ typedCharacters: 290, acceptedCharacters: 10, session: 'other' }),
    kept(600_000, 30, 50),
    kept(600_000, 20, 50),
  ])
  expect(figures).toMatchObject({ typedCharacters: 300, insertedCharacters: 100, aiShare: 0.25 })
  expect(figures.aiShareKept).toBeCloseTo(50 / 350)
})

test('what is kept is told for each time by itself', () => {
  const figures = figuresOf([kept(30_000, 10, 10), kept(30_000, 60, 90), kept(120_000, 5, 10)])
  expect(figures.kept).toEqual([
    { afterMs: 30_000, characters: 70, ofCharacters: 100, share: 0.7, suggestionShare: 0.5 },
    { afterMs: 120_000, characters: 5, ofCharacters: 10, share: 0.5, suggestionShare: 0 },
    { afterMs: 600_000, characters: 0, ofCharacters: 0, share: null, suggestionShare: null },
  ])
})

test.each([
  [[], null],
  [[7], { median: 7, p95: 7 }],
  [[4, 1, 3, 2], { median: 2, p95: 4 }],
  [Array.from({ length: 100 }, (_, index) => 100 - index), { median: 50, p95: 95 }],
])('of the latencies %j the percentiles are ones that were measured', (latencies, expected) => {
  expect(figuresOf(latencies.map(latencyMs => suggestion({ latencyMs }))).latencyMs).toEqual(expected)
})

test('of nothing there is no share', () => {
  expect(figuresOf([])).toMatchObject({
    shown: 0,
    acceptanceRate: null,
    characterAcceptanceRate: null,
    generationYield: null,
    aiShare: null,
    aiShareKept: null,
    latencyMs: null,
  })
})

test('languages come by how much was shown in them', () => {
  const figures = figuresByLanguage([
    accepted({ language: 'c' }),
    suggestion({ language: 'go' }),
    suggestion({ language: 'go' }),
    activity({ language: 'ada', typedCharacters: 3 }),
    accepted({ language: 'bash' }),
  ])
  expect([...figures].map(([language, { shown, accepted: taken }]) => [language, shown, taken])).toEqual([
    ['go', 2, 0],
    ['bash', 1, 1],
    ['c', 1, 1],
    ['ada', 0, 0],
  ])
})
