import { ErrorBody } from '../api/index.ts'
import { scriptedApp, type ScriptedApp } from './scripted-app.ts'

const common = { time: 1_790_000_000_000, session: 's1', language: 'typescript' }
const suggestion = {
  ...common,
  type: 'suggestion',
  id: '1',
  model: 'coder',
  hash: 'abc',
  characters: 20,
  lines: 1,
  latencyMs: 90,
  displayedMs: 1200,
  outcome: 'accepted',
  kind: 'word',
  acceptedCharacters: 5,
}
const kept = { ...common, type: 'kept', id: '1', model: 'coder', afterMs: 30_000, characters: 4, ofCharacters: 5 }
const activity = {
  ...common,
  type: 'activity',
  requests: 9,
  generated: 8,
  briefly: 6,
  typedCharacters: 70,
  acceptedCharacters: 5,
}

async function metricsOf({ app }: ScriptedApp): Promise<string> {
  return (await app.inject({ method: 'GET', url: '/metrics' })).body
}

test('events are counted, and the next scrape tells so', async () => {
  const scripted = scriptedApp()
  const answer = await scripted.post('/api/v1/events', { events: [suggestion, kept, activity] })
  expect(answer).toMatchObject({ status: 200, json: { counted: 3 } })
  const lines = (await metricsOf(scripted)).split('\n').filter(line => /^wayline_(suggestion|followed)/.test(line))
  expect(lines).toEqual([
    'wayline_suggestions_total{stage="shown"} 1',
    'wayline_suggestions_total{stage="requested"} 9',
    'wayline_suggestions_total{stage="generated"} 8',
    'wayline_suggestions_total{stage="shown_briefly"} 6',
    'wayline_suggestion_outcomes_total{outcome="accepted"} 1',
    'wayline_suggestions_accepted_total{kind="word"} 1',
    'wayline_suggestion_characters_total{kind="shown"} 20',
    'wayline_suggestion_characters_total{kind="accepted"} 5',
    'wayline_suggestion_characters_total{kind="inserted"} 5',
    'wayline_suggestion_characters_total{kind="typed"} 70',
    'wayline_followed_characters_total{after="30s",kind="kept"} 4',
    'wayline_followed_characters_total{after="30s",kind="all"} 5',
  ])
})

test('no name that a client sends becomes a label', async () => {
  const scripted = scriptedApp()
  await scripted.post('/api/v1/events', {
    events: [{ ...suggestion, language: 'secret-language', model: 'secret-model', hash: 'secret-hash', id: 'secret' }],
  })
  expect(await metricsOf(scripted)).not.toContain('secret')
})

test.each([
  ['no events', { events: [] }, 'events'],
  ['too many', { events: Array.from({ length: 201 }, () => kept) }, 'events'],
  ['an event of an unknown kind', { events: [{ ...kept, type: 'text' }] }, 'events.0.type'],
  ['a count below zero', { events: [kept, { ...activity, briefly: -1 }] }, 'events.1.briefly'],
  ['a name that could hold a program', { events: [{ ...kept, model: 'x'.repeat(101) }] }, 'events.0.model'],
])('a batch with %s is refused as a whole', async (_, batch, param) => {
  const scripted = scriptedApp()
  const { status, json } = await scripted.post('/api/v1/events', batch)
  expect(status).toBe(400)
  expect(ErrorBody.parse(json).error).toMatchObject({ code: 'invalid_request', param })
  expect(await metricsOf(scripted)).not.toMatch(/^wayline_(suggestion|followed)\w*\{/m)
})
