import { createCatalogue } from './catalogue.ts'
import { specialMarks } from './profile.ts'
import { writePrompt, type PromptParts } from './write-prompt.ts'

const catalogue = createCatalogue()
const nothing: PromptParts = { prefix: '', suffix: '', context: [] }

function promptFor(model: string, parts: Partial<PromptParts>, promptTokens?: number): string {
  const limits = promptTokens === undefined ? undefined : { promptTokens }
  const written = writePrompt(catalogue.of(model), { ...nothing, ...parts }, limits)
  return written.layout === 'text' ? written.prompt : written.messages.map(({ content }) => content).join('\n---\n')
}

describe('Code that contains marks of the model', () => {
  test.each(catalogue.names)('cannot act as marks of %s', name => {
    const profile = catalogue.of(name)
    const marks = specialMarks(profile)
    const everyMark = marks.join('')
    const file = { path: `src/${everyMark}.py`, text: everyMark }
    const own = { prefix: everyMark, suffix: everyMark, path: everyMark, language: 'python' }
    const hostile = JSON.stringify(writePrompt(profile, { ...own, context: [file] }))
    const honest = JSON.stringify(
      writePrompt(profile, { ...nothing, path: 'own', context: [{ path: 'other', text: '' }] }),
    )
    const count = (text: string): number[] => marks.map(mark => text.split(JSON.stringify(mark).slice(1, -1)).length)
    expect(count(hostile)).toEqual(count(honest))
  })

  test('stays readable as code', () => {
    expect(promptFor('qwen2.5-coder', { prefix: 'MARK = "<|fim_middle|>"' })).toContain('MARK = "< |fim_middle|>"')
  })
})

describe('A model that only answers messages', () => {
  const names = [
    'gpt-4o',
    'openai/gpt-5-mini',
    'gpt-oss-120b',
    'o3',
    'claude-sonnet-4',
    'gemini-2.5-pro',
    'deepseek-chat',
  ]

  test.each(names)('%s is asked in words', name => {
    expect(catalogue.of(name).layout).toBe('chat')
  })

  test('sees the place of the cursor, the other files, and what it must not do', () => {
    const parts = { prefix: 'a = ', suffix: '\nb', path: 'a.py', language: 'python' }
    const context = [{ path: 'c.py', text: 'c = 1\n' }]
    expect(promptFor('gpt-4o', { ...parts, context })).toMatchInlineSnapshot(`
     "You complete code while it is typed. Answer with exactly the text that belongs at <CURSOR>: no explanation, no code fence, nothing that already stands before or after it.
     ---
     File c.py:
     c = 1

     Complete this python file a.py at <CURSOR>:
     a = <CURSOR>
     b"
    `)
  })

  test('cannot be misled about the cursor by the code', () => {
    expect(promptFor('gpt-4o', { prefix: 'x = "<CURSOR>" + ' }).split('<CURSOR>')).toHaveLength(
      promptFor('gpt-4o', {}).split('<CURSOR>').length,
    )
  })
})

describe('A model that is asked without half words', () => {
  const written = (prefix: string, profile = catalogue.of('SmolLM2-135M')): unknown =>
    writePrompt(profile, { ...nothing, prefix, suffix: '\nb\n' })

  test('sees the text before the word, which the answer has to begin with', () => {
    const expected = { layout: 'text', prompt: 'a\nx =', heldBack: ' pri', isRequired: true }
    expect(written('a\nx = pri')).toEqual(expected)
  })

  test('sees all of it where there is nothing else', () => {
    expect(written('pri')).toEqual({ layout: 'text', prompt: 'pri', heldBack: '', isRequired: false })
  })

  test('sees all of it where the configuration says so', () => {
    const told = createCatalogue({ smollm2: { holdsBackHalfWords: false } })
    const expected = { layout: 'text', prompt: 'a\nx = pri', heldBack: '', isRequired: false }
    expect(written('a\nx = pri', told.of('SmolLM2-135M'))).toEqual(expected)
  })
})

describe('A model without fill-in-the-middle that sees half words', () => {
  const plain = catalogue.of('llama')

  test.each([
    ['return ', 'return', ' '],
    ['a\n    ', 'a\n', '    '],
    ['a\n\tx', 'a\n\tx', ''],
    ['  ', '  ', ''],
  ])('is asked for %j without the blanks at its end', (prefix, prompt, heldBack) => {
    const expected = { layout: 'text', prompt, heldBack, isRequired: false }
    expect(writePrompt(plain, { ...nothing, prefix })).toEqual(expected)
  })
})

describe('A prompt that is longer than the model bears', () => {
  const context = [
    { path: 'one', text: 'x'.repeat(40) },
    { path: 'two', text: 'y'.repeat(40) },
  ]

  test('loses the context first, its start before its end', () => {
    const prompt = promptFor('llama', { prefix: 'a = ', context }, 20)
    expect(prompt).not.toContain('one')
    expect(prompt).toContain('two')
  })

  test('then loses the start of the text before the cursor, by whole lines', () => {
    const prompt = promptFor('llama', { prefix: `${'first line\n'.repeat(9)}last = x`, context }, 5)
    expect(prompt).toBe('last = x')
  })

  test('keeps a quarter for the text after the cursor', () => {
    const prompt = promptFor('codellama', { prefix: 'p'.repeat(100), suffix: 's'.repeat(100) }, 20)
    expect(prompt).toBe(`<PRE> ${'p'.repeat(53)} <SUF>${'s'.repeat(17)} <MID>`)
  })

  test('is never cut inside a character', () => {
    for (const promptTokens of [20, 21, 22, 23]) {
      const emoji = '😀'.repeat(60)
      const prompt = promptFor('codellama', { prefix: `x${emoji}`, suffix: `y${emoji}` }, promptTokens)
      expect(Buffer.from(prompt).toString()).toBe(prompt)
    }
  })
})
