import * as z from 'zod'
import { cut } from './cut.ts'
import { goldenCases } from './golden-fixture.ts'

const Expected = z.object({
  extent: z.enum(['line', 'block']),
  answer: z.string(),
  text: z.string(),
  isFinal: z.boolean(),
})

test.each(goldenCases(new URL('__fixtures__/cut/', import.meta.url), Expected))('$name', ({ cursor, golden }) => {
  const { extent, answer, text, isFinal } = golden
  expect(cut(answer, cursor, extent)).toEqual({ text, isFinal })
})
