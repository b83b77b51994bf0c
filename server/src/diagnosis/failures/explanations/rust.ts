import type { Explanation } from './explanation.ts'

/** What is known of failures of Rust. */
export const rustExplanations: readonly Explanation[] = [
  {
    formats: ['rust'],
    message: /index out of bounds: the len is (\d+) but the index is (\d+)/,
    text: 'There is no element $2 in $1: ask with `.get(…)`, or check the bounds.',
  },
  {
    formats: ['rust'],
    message: /called `Option::unwrap\(\)` on a `None` value/,
    text: 'There is no value, and `unwrap` insists on one: handle `None`.',
  },
  {
    formats: ['rust'],
    message: /called `Result::unwrap\(\)` on an `Err` value: (.+)/,
    text: 'It has failed with $1, and `unwrap` insists: handle the error, or pass it on with `?`.',
  },
  {
    formats: ['rust'],
    code: /^E0382$/,
    text: 'The value was moved away before: borrow it there with `&`, or clone it.',
  },
  {
    formats: ['rust'],
    code: /^E0(?:499|502|505|506)$/,
    text: 'It is still borrowed at this place: end the borrow first, for example with a block of its own.',
  },
  { formats: ['rust'], code: /^E0308$/, text: 'The expression has another type than is wanted here.' },
]
