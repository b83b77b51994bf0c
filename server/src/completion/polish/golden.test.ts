import * as z from 'zod'
import { goldenCases } from '../golden-fixture.ts'
import { polish } from './polish.ts'

const Expected = z.object({ answer: z.string(), shown: z.string().nullable(), covers: z.number().default(0) })

test.each(goldenCases(new URL('__fixtures__/', import.meta.url), Expected))('$name', ({ cursor, golden }) => {
  const { answer, shown, covers } = golden
  expect(polish(answer, { cursor, isContinuation: false })).toEqual(shown === null ? null : { text: shown, covers })
})
