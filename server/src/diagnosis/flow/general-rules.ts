import type { RuleInfo } from '../rule-info.ts'

/** Rules of data flow that every language has. */
export const generalRules: readonly RuleInfo[] = [
  {
    id: 'null-dereference',
    kind: 'flow',
    severity: 'warning',
    title: 'Null is used as if it were a value',
    explanation:
      'On every path that leads here the variable is null, so that using it fails. Give it a value first, or check it before it is used.',
    languages: [],
    cwe: [476],
    owasp: [],
    examples: {
      bad: 'String name = null;\nreturn name.trim();',
      good: 'String name = null;\nreturn name == null ? "" : name.trim();',
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
]
