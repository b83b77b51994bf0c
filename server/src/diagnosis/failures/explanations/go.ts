import type { Explanation } from './explanation.ts'

/** What is known of failures of Go. */
export const goExplanations: readonly Explanation[] = [
  {
    formats: ['go'],
    message: /nil pointer dereference/,
    text: 'A pointer is nil where something is read through it: an error before it was not looked at, or it was never set.',
  },
  {
    formats: ['go'],
    message: /index out of range \[(\d+)\] with length (\d+)/,
    text: 'There is no element $1 in $2: check the bounds of the loop, and the empty case.',
  },
  {
    formats: ['go'],
    message: /assignment to entry in nil map/,
    text: 'The map was declared and never made: `make(map[…]…)` first.',
  },
  {
    formats: ['go'],
    message: /all goroutines are asleep/,
    text: 'Everybody waits for somebody else: a channel without a reader or a writer, a lock that nobody gives back, or a WaitGroup that is not done.',
  },
  {
    formats: ['go'],
    message: /undefined: (\S+)/,
    text: '`$1` is not known here: misspelt, not imported, or not exported.',
  },
  {
    formats: ['go'],
    message: /declared and not used/,
    text: 'Go does not take a variable that nobody reads: remove it, or use it.',
  },
  {
    formats: ['go'],
    message: /cannot use (.+?) .*as (\S+) value/,
    text: '$1 is no `$2`: convert it, or change the type.',
  },
]
