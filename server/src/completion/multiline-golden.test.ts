import * as z from 'zod'
import { goldenCases } from './golden-fixture.ts'
import { extentAt } from './multiline.ts'

const Expected = z.object({
  extent: z.enum(['line', 'block']),
  isAfterAcceptance: z.boolean().default(false),
  multiline: z.enum(['auto', 'never']).default('auto'),
})

test.each(goldenCases(new URL('__fixtures__/multiline/', import.meta.url), Expected))('$name', ({ cursor, golden }) => {
  expect(extentAt(cursor, golden.multiline, golden.isAfterAcceptance)).toBe(golden.extent)
})
