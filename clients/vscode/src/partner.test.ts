import { protocolVersion } from '@wayline/server/protocol'
import { ageOf } from './partner.ts'

test.each([
  ['as old', { wayline: { protocol: protocolVersion } }, 'same'],
  ['older', { wayline: { protocol: protocolVersion - 1 } }, 'older'],
  ['newer', { wayline: { protocol: protocolVersion + 1 } }, 'newer'],
  ['one that says nothing', undefined, 'stranger'],
  ['one that says something else', { wayline: { protocol: 'one' } }, 'stranger'],
])('a server that is %s', (_, experimental, age) => {
  expect(ageOf(experimental)).toBe(age)
})
