import type { Explanation } from './explanation.ts'

/** What is known of failures of C, C++, Ruby, PHP and shells. */
export const othersExplanations: readonly Explanation[] = [
  {
    formats: ['compiler'],
    message: /[‘'](.+?)[’'] undeclared|use of undeclared identifier '(.+?)'|[‘'](.+?)[’'] was not declared/,
    text: 'The name is not declared before this place: misspelt, or a header is not included.',
  },
  { formats: ['compiler'], message: /expected [‘'](.+?)[’']/, text: '`$1` is missing here or just before it.' },
  {
    formats: ['ruby'],
    code: /^NoMethodError$/,
    message: /undefined method [`'](.+?)' for nil/,
    text: 'The object is nil where `$1` is called: a call before it has returned nothing.',
  },
  {
    formats: ['php'],
    message: /Undefined (?:variable|array key|property)/,
    text: 'It does not exist at this place: set it first, or ask with `isset` or `??`.',
  },
  {
    formats: ['shell'],
    message: /^(\S+): command not found/,
    text: '`$1` is not installed, or not on the PATH of the shell that runs this.',
  },
  {
    formats: ['shell'],
    message: /unbound variable/,
    text: 'The variable has no value, and `set -u` does not take that: give it one, or a default with `${NAME:-…}`.',
  },
]
