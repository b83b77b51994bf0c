import type { Explanation } from './explanation.ts'

/** What is known of failures of JavaScript and TypeScript. */
export const javascriptExplanations: readonly Explanation[] = [
  {
    formats: ['node'],
    code: /^TypeError$/,
    message: /Cannot (?:read|set) properties of (undefined|null) \((?:reading|setting) '(.+)'\)/,
    text: 'The object is $1 where `$2` is wanted of it. Find out who should have given it a value; `?.` only hides that.',
  },
  {
    formats: ['node'],
    code: /^TypeError$/,
    message: /^(.+) is not a function/,
    text: '`$1` is no function here: misspelt, imported in the wrong way, or not what the object has.',
  },
  {
    formats: ['node'],
    code: /^TypeError$/,
    message: /^(.+) is not iterable/,
    text: '`$1` cannot be gone through: it is undefined, or an object where a list is expected.',
  },
  {
    formats: ['node'],
    code: /^ReferenceError$/,
    message: /^(.+) is not defined/,
    text: 'Nothing of the name `$1` is in scope: misspelt, not imported, or of another environment.',
  },
  {
    formats: ['node'],
    code: /^ReferenceError$/,
    message: /Cannot access '(.+)' before initialization/,
    text: '`$1` is used above its declaration; between modules that import each other this happens too.',
  },
  {
    formats: ['node'],
    code: /^RangeError$/,
    message: /Maximum call stack/,
    text: 'A function calls itself without coming to an end: look at the condition that should stop it.',
  },
  {
    formats: ['node'],
    code: /^SyntaxError$/,
    message: /JSON/,
    text: 'What is parsed is no JSON: often an error page, an empty answer, or half a file.',
  },
  {
    formats: ['node'],
    message: /ECONNREFUSED/,
    text: 'Nobody listens at that address: the service is not up, or host or port are wrong.',
  },
  {
    formats: ['node'],
    message: /Cannot find (?:module|package) '(.+?)'/,
    text: '`$1` is not installed here, or the path to it is wrong.',
  },
  {
    formats: ['typescript'],
    code: /^TS2322$/,
    message: /Type '(.+?)' is not assignable to type '(.+?)'/,
    text: 'A `$1` stands where a `$2` is wanted: convert it, or change the type.',
  },
  {
    formats: ['typescript'],
    code: /^TS2345$/,
    message: /Argument of type '(.+?)' is not assignable to parameter of type '(.+?)'/,
    text: 'The function takes a `$2` here, and is given a `$1`.',
  },
  {
    formats: ['typescript'],
    code: /^TS2(?:304|552)$/,
    message: /Cannot find name '(.+?)'/,
    text: 'Nothing of the name `$1` is in scope: misspelt, or not imported.',
  },
  {
    formats: ['typescript'],
    code: /^TS(?:2531|2532|18047|18048)$/,
    text: 'It may be null or undefined at this place: check for that first.',
  },
  {
    formats: ['typescript'],
    code: /^TS2(?:339|551)$/,
    message: /Property '(.+?)' does not exist on type '(.+?)'/,
    text: '`$2` has no `$1`: misspelt, or the value must be narrowed to a type that has it.',
  },
]
