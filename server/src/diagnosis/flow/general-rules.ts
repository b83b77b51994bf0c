import type { RuleInfo } from '../rule-info.ts'

/** Rules of data flow that every language has. */
export const generalRules: readonly RuleInfo[] = [
  {
    id: 'null-dereference',
    kind: 'flow',
    severity: 'warning',
    title: 'Null is used as if it were a value',
    explanation:
      'Where the program comes here the variable is null, or a check before has just said that it can be, so that using it fails. Give it a value first, leave where it is null, or check it before it is used.',
    languages: [],
    cwe: [476],
    owasp: [],
    examples: {
      bad: 'String name = null;\nreturn name.trim();',
      good: 'String name = null;\nreturn name == null ? "" : name.trim();',
    },
  },
  {
    id: 'used-before-error-check',
    kind: 'flow',
    severity: 'warning',
    title: 'A result is used before its error is looked at',
    explanation:
      'The call returns a value and an error. Where it fails, the value is null, and using it fails too, which hides what went wrong. Look at the error first; that goes for `defer` as well, which evaluates what it is called on at once.',
    languages: ['go'],
    cwe: [476, 754],
    owasp: [],
    examples: {
      bad: 'answer, err := http.Get(url)\ndefer answer.Body.Close()\nif err != nil {\n\treturn err\n}',
      good: 'answer, err := http.Get(url)\nif err != nil {\n\treturn err\n}\ndefer answer.Body.Close()',
    },
  },
  {
    id: 'resource-not-closed',
    kind: 'flow',
    severity: 'warning',
    title: 'Something that is opened is not closed',
    explanation:
      'Files, sockets and connections are limited. What is opened must be closed on every way out of the function, unless it is handed to somebody else: use `try` with resources, `with`, `defer`, or `finally`.',
    languages: [],
    cwe: [772],
    owasp: [],
    examples: {
      bad: 'FileInputStream in = new FileInputStream(file);\nreturn in.read();',
      good: 'try (FileInputStream in = new FileInputStream(file)) {\n  return in.read();\n}',
    },
  },
  {
    id: 'dead-store',
    kind: 'flow',
    severity: 'hint',
    title: 'A value is stored and never read',
    explanation:
      'Another value takes its place on every path, or the function ends. Either the store can go, or the value was meant to be used: a condition, a return value or a loop may have been forgotten.',
    languages: [],
    cwe: [563],
    owasp: [],
    examples: {
      bad: 'String name = read();\nname = readOther();\nreturn name;',
      good: 'String name = readOther();\nreturn name;',
    },
  },
  {
    id: 'unreachable-code',
    kind: 'flow',
    severity: 'warning',
    title: 'Code that nothing leads to',
    explanation:
      'Everything before it returns, throws, breaks off or goes round for ever, so it never runs. Remove it, or put it where it was meant to stand.',
    languages: [],
    cwe: [561],
    owasp: [],
    examples: {
      bad: 'if (found) {\n  return one\n} else {\n  return other\n}\nclose()',
      good: 'close()\nif (found) {\n  return one\n} else {\n  return other\n}',
    },
  },
  {
    id: 'used-before-assignment',
    kind: 'flow',
    severity: 'error',
    title: 'A variable is read before it has a value',
    explanation:
      'A name that is assigned anywhere in a function belongs to the whole function. On every path that leads here nothing has been assigned yet, so reading it fails (`UnboundLocalError`). Assign it first, or say `global` or `nonlocal` where another variable is meant.',
    languages: ['python'],
    cwe: [457],
    owasp: [],
    examples: {
      bad: 'def next_number():\n    number = count + 1\n    count = number\n    return number',
      good: 'def next_number(count):\n    number = count + 1\n    return number',
    },
  },
  {
    id: 'exception-cause-lost',
    kind: 'flow',
    severity: 'information',
    title: 'An exception is thrown without the one that led to it',
    explanation:
      'Whoever looks at the stack trace sees where the new exception was made, not what went wrong and where. Hand the one that was caught to the constructor, or to `initCause`, or say something of it before.',
    languages: ['java'],
    cwe: [755],
    owasp: [],
    examples: {
      bad: 'try {\n  return read(file);\n} catch (IOException e) {\n  throw new SettingsFailed("not read");\n}',
      good: 'try {\n  return read(file);\n} catch (IOException e) {\n  throw new SettingsFailed("not read", e);\n}',
    },
  },
]
