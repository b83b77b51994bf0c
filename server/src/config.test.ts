import * as z from 'zod'
import { parseConfig, settings } from './config.ts'

describe('A list in the settings', () => {
  test.each([
    ['src/{a,b', 'Missing closing: "}"'],
    ['**/x]', 'Missing opening: "["'],
    ['a(b', 'Missing closing: ")"'],
    ['a'.repeat(70_000), 'exceeds maximum allowed length'],
    [7, 'it takes a list with each entry a text'],
  ])('loses an entry that means nothing, says so, and keeps the others', (bad, reason) => {
    const { config, problems } = parseConfig({ exclude: ['secret/**', bad, '*.sql'], excludeRepositories: [bad] })
    expect(config.exclude).toEqual(['secret/**', '*.sql'])
    expect(config.excludeRepositories).toEqual([])
    expect(problems).toHaveLength(2)
    expect(problems[0]).toContain('wayline.exclude has an entry that is left out: ')
    expect(problems[0]).toContain(reason)
  })

  test.each(['pages/[id].ts', '!a', '*.{ts,js}', '', 'a\\[b', '@(a|b)/**'])('may hold %j', pattern => {
    const { config, problems } = parseConfig({ exclude: [pattern], completion: { disabledFolders: [pattern] } })
    expect(config.exclude).toEqual([pattern])
    expect(problems).toEqual([])
  })

  test('is no value for a setting that is none', () => {
    const { config, problems } = parseConfig({ completion: { enabled: [true] }, exclude: 'secret/**' })
    expect(config.completion.enabled).toBe(true)
    expect(config.exclude).toEqual([])
    expect(problems).toEqual([
      'Setting wayline.completion.enabled takes true or false; its default is used.',
      'Setting wayline.exclude takes a list with each entry a text; its default is used.',
    ])
  })
})

test.each(
  settings().flatMap(({ name, description, schema }) => valuesOf(schema).map(value => [name, value, description])),
)('the description of %s names the value %s', (_name, value, description) => {
  expect(description).toContain(value)
})

/** What a setting may be that is one of some words. */
function valuesOf(schema: z.ZodType): string[] {
  const { enum: values } = z.looseObject({ enum: z.array(z.string()).default([]) }).parse(z.toJSONSchema(schema))
  return values
}

test('a value that does not fit is answered with what the setting takes, in plain words', () => {
  const { config, problems } = parseConfig({
    gateway: { url: 5 },
    local: true,
    completion: { enabled: 'yes', multiline: 'always', timeoutMs: 'long', disabledLanguages: 'a' },
    measuring: { without: ['cache', 'brakes'] },
  })
  expect(config.measuring.without).toEqual(['cache'])
  expect(problems).toEqual([
    'Setting wayline.gateway.url takes a text; its default is used.',
    'Setting wayline.local takes settings by their names; its defaults are used.',
    'Setting wayline.completion.enabled takes true or false; its default is used.',
    'Setting wayline.completion.multiline takes one of auto, never; its default is used.',
    'Setting wayline.completion.timeoutMs takes a whole number from 100 to 60000; its default is used.',
    'Setting wayline.completion.disabledLanguages takes a list with each entry a text; its default is used.',
    expect.stringMatching(
      /^Setting wayline\.measuring\.without has an entry that is left out: .*one of cache, in-flight/,
    ),
  ])
})
