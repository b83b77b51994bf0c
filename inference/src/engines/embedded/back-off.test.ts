import { createBackOff } from './back-off.ts'

test('one failure costs no wait, further ones double it up to the limit, success forgets them', () => {
  let now = 0
  const backOff = createBackOff({ firstMs: 250, lastMs: 1000, now: () => now })
  backOff.failed()
  expect(backOff.waitMs()).toBe(0)
  backOff.failed()
  expect(backOff.waitMs()).toBe(250)
  backOff.failed()
  backOff.failed()
  backOff.failed()
  expect(backOff.waitMs()).toBe(1000)
  now = 1000
  expect(backOff.waitMs()).toBe(0)
  backOff.succeeded()
  backOff.failed()
  expect(backOff.waitMs()).toBe(0)
})
