import type { Explanation } from './explanation.ts'

/** What is known of failures of Python. */
export const pythonExplanations: readonly Explanation[] = [
  {
    formats: ['python'],
    code: /^KeyError$/,
    message: /^(.+)$/,
    text: 'The dictionary has no key $1. Look at where it is filled, or ask with `.get(…)` and decide what a missing key means.',
  },
  {
    formats: ['python'],
    code: /^IndexError$/,
    text: 'An index is beyond the end of the sequence: it is shorter than the code believes, often empty.',
  },
  {
    formats: ['python'],
    code: /^AttributeError$/,
    message: /'NoneType' object has no attribute '(\w+)'/,
    text: 'The object is None where `.$1` is read: a call before it has returned nothing. Find which, and decide what nothing means there.',
  },
  {
    formats: ['python'],
    code: /^AttributeError$/,
    message: /'(\w+)' object has no attribute '(\w+)'/,
    text: 'A `$1` has no `$2`: another type has come here than the code believes, or the name is misspelt.',
  },
  {
    formats: ['python'],
    code: /^TypeError$/,
    message: /'NoneType' object is not (\w+)/,
    text: 'The value is None and cannot be $1: a call before it has returned nothing.',
  },
  {
    formats: ['python'],
    code: /^TypeError$/,
    message: /missing (\d+) required (?:positional|keyword-only) arguments?: (.+)/,
    text: 'The call leaves out $2.',
  },
  {
    formats: ['python'],
    code: /^TypeError$/,
    message: /unexpected keyword argument '(\w+)'/,
    text: 'The function has no parameter `$1`: it is misspelt, or belongs to another version of the library.',
  },
  {
    formats: ['python'],
    code: /^TypeError$/,
    message: /unsupported operand type\(s\) for (.+?): '(.+)' and '(.+)'/,
    text: '`$1` does not go between `$2` and `$3`: convert one of them first.',
  },
  {
    formats: ['python'],
    code: /^(?:ModuleNotFoundError|ImportError)$/,
    message: /No module named '([\w.]+)'/,
    text: 'The package that has `$1` is not installed in the environment that runs, or the folder it is in is not on the path.',
  },
  {
    formats: ['python'],
    code: /^ImportError$/,
    message: /cannot import name '(\w+)'/,
    text: 'The module has no `$1`: it is misspelt, of another version, or two modules import each other.',
  },
  {
    formats: ['python'],
    code: /^NameError$/,
    message: /name '(\w+)' is not defined/,
    text: '`$1` is used before anything of that name exists: misspelt, not imported, or assigned later.',
  },
  {
    formats: ['python'],
    code: /^UnboundLocalError$/,
    text: 'The name is assigned somewhere in this function, and so is local in all of it; here it has no value yet.',
  },
  {
    formats: ['python'],
    code: /^ValueError$/,
    message: /invalid literal for int\(\) with base \d+: (.+)/,
    text: '$1 is no whole number: check what came in before converting it.',
  },
  {
    formats: ['python'],
    code: /^ZeroDivisionError$/,
    text: 'The divisor is zero: decide what the result is to be when there is nothing to divide by.',
  },
  {
    formats: ['python'],
    code: /^RecursionError$/,
    text: 'A function calls itself without coming to an end: look at the condition that should stop it.',
  },
  {
    formats: ['python'],
    code: /^FileNotFoundError$/,
    text: 'The file does not exist; a relative path counts from the folder in which the program runs, not from that of the code.',
  },
  {
    formats: ['python'],
    code: /^UnicodeDecodeError$/,
    text: 'The bytes are not in the encoding that the code expects: name the right one when opening.',
  },
  {
    formats: ['python'],
    code: /^(?:SyntaxError|IndentationError|TabError)$/,
    text: 'The file cannot be read as Python; the fault is at this place or just before it, often a bracket that is still open.',
  },
  {
    formats: ['python'],
    code: /^AssertionError$/,
    text: 'What the assertion says does not hold. Compare what was expected with what is there.',
  },
  {
    formats: ['python'],
    code: /^StopIteration$/,
    text: 'The iterator has nothing more: give `next` a default, or loop instead.',
  },
]
