import * as z from 'zod'
import { goldenCases } from './golden-fixture.ts'
import { extentAt } from './multiline.ts'

const Expected = z.object({ extent: z.enum(['line', 'block']) })

test.each(goldenCases(new URL('__fixtures__/multiline/', import.meta.url), Expected))('$name', ({ cursor, golden }) => {
  expect(extentAt(cursor, 'auto')).toBe(golden.extent)
})
