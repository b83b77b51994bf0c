import { parseConfig } from './config.ts'

describe('A list in the settings', () => {
  test.each([
    ['src/{a,b', 'Missing closing: "}"'],
    ['**/x]', 'Missing opening: "["'],
    ['a(b', 'Missing closing: ")"'],
    ['a'.repeat(70_000), 'exceeds maximum allowed length'],
    [7, 'expected string'],
  ])('loses an entry that means nothing, says so, and keeps the others', (bad, reason) => {
    const { config, problems } = parseConfig({ exclude: ['secret/**', bad, '*.sql'], excludeRepositories: [bad] })
    expect(config.exclude).toEqual(['secret/**', '*.sql'])
    expect(config.excludeRepositories).toEqual([])
    expect(problems).toHaveLength(2)
    expect(problems[0]).toContain('wayline.exclude has an entry that is not valid and is left out')
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
      expect.stringContaining('wayline.completion.enabled is not valid'),
      expect.stringContaining('wayline.exclude is not valid'),
    ])
  })
})
