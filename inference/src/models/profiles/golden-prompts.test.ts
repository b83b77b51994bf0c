import golden from './__fixtures__/golden-prompts.json'
import { createCatalogue } from './catalogue.ts'
import { writePrompt, type PromptParts } from './write-prompt.ts'

const catalogue = createCatalogue()
const { document, context, families } = golden

function promptFor(model: string, parts: Partial<PromptParts>): string {
  const { prefix, suffix } = document
  const written = writePrompt(catalogue.of(model), { prefix, suffix, context: [], ...parts })
  if (written.layout !== 'text') throw new Error(`${model} is asked in words`)
  return written.prompt
}

describe.each(families)('Models of the family $profile', ({ profile, models, stop, bare, named, repository }) => {
  const [model = ''] = models

  test.each(models)('are known by a name such as %s', name => {
    expect(catalogue.of(name).name).toBe(profile)
  })

  test('are asked with text before and after the cursor', () => {
    expect(promptFor(model, {})).toBe(bare.join(''))
  })

  test('are asked for a document whose path is known', () => {
    expect(promptFor(model, { path: document.path, language: document.language })).toBe(named.join(''))
  })

  test('are shown other files of the repository', () => {
    expect(promptFor(model, { path: document.path, language: document.language, context })).toBe(repository.join(''))
  })

  test('end where a mark of their format would follow', () => {
    expect(catalogue.of(model).stop).toEqual(stop)
  })
})

test('every family that is built in has its golden prompts, but for the one that is asked in words', () => {
  expect([...families.map(({ profile }) => profile), 'chat'].sort()).toEqual([...catalogue.names].sort())
})

test('no family has more stop strings than an engine takes', () => {
  expect(families.filter(({ profile }) => catalogue.of(profile).stop.length > 4)).toEqual([])
})
