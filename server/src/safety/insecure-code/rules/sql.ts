import { ecmascript, jvm, php, ruby, type InsecureCodeRule } from '../rule.ts'

/** The beginning of a statement, so that a sentence with the word "select" in it is none. */
const statement =
  /\s*(?:SELECT\s[^"`\n]{1,200}?\sFROM|select\s[^"`\n]{1,200}?\sfrom|INSERT\s+INTO|insert\s+into|UPDATE\s+[^\s"'`]{1,60}\s+SET|update\s+[^\s"'`]{1,60}\s+set|DELETE\s+FROM|delete\s+from)\s/
    .source
/** What is written in capitals is a constant, and places for parameters are put in like this too. */
const harmless = /(?![A-Z][A-Z0-9_]{0,60}\b|\w{0,30}(?:[pP]laceholder|[mM]arks|[bB]inds|[pP]arams))/.source
const message = 'SQL is put together from values: pass them as parameters of the statement.'

export const sqlRules: readonly InsecureCodeRule[] = [
  {
    id: 'sql-concatenation',
    cwe: 89,
    message,
    pattern: new RegExp(
      `(["'\`])${statement}(?:(?!\\1)[^\\n]){0,300}\\1\\s*(?:(?:\\+=?|\\.\\.)\\s*${harmless}[A-Za-z_$]|%\\s*[\\w(]|\\.\\s*format\\s*\\(|\\.\\s*\\$|\\|\\|\\s*[A-Za-z_])`,
    ),
  },
  {
    id: 'sql-interpolation',
    cwe: 89,
    message,
    languages: ['python', 'csharp'],
    pattern: new RegExp(
      `(?:\\b[fF][rR]?"""${statement}[^"]{0,300}?|(?:\\b[fF][rR]?|\\$@?|@\\$)"${statement}[^"\\n]{0,300}?|\\b[fF]'${statement}[^'\\n]{0,300}?)(?<!\\{)\\{(?!\\{)\\s*${harmless}[\\w(]`,
    ),
  },
  {
    id: 'sql-template',
    cwe: 89,
    message,
    languages: ecmascript,
    // A template with a tag is made into parameters by it.
    pattern: new RegExp(`(?<![\\w$)>])\`${statement}[^\`]{0,300}?\\$\\{\\s*${harmless}[\\w($]`),
  },
  {
    id: 'sql-variable-in-string',
    cwe: 89,
    message,
    languages: [...php, ...ruby, 'kotlin', 'groovy', 'swift', 'shellscript', 'bash', 'sh'],
    pattern: new RegExp(`"${statement}[^"\\n]{0,300}?(?:\\$\\{?|#\\{|\\\\\\()${harmless}[$A-Za-z_]`),
  },
  {
    id: 'sql-scala-interpolation',
    cwe: 89,
    message,
    languages: ['scala'],
    // Slick and Doobie make parameters of `sql"… $name"`, but not of `#$name`.
    pattern: new RegExp(
      `(?:\\bs"{1,3}${statement}[^"\\n]{0,300}?|\\bsqlu?"{1,3}[^"\\n]{0,300}?#)\\$\\{?${harmless}[A-Za-z_]`,
    ),
  },
  {
    id: 'sql-format',
    cwe: 89,
    message,
    languages: [...jvm, ...php, 'go', 'rust', 'c', 'cpp', 'csharp'],
    pattern: new RegExp(
      `(?:\\b[sS]tring\\.[fF]ormat|\\bfmt\\.Sprintf|\\bformat!|\\bs(?:n)?printf)\\([^"'\\n]{0,60}["']${statement}[^"\\n]{0,300}?(?:%[sdv]|(?<!\\{)\\{${harmless}\\w{0,40}\\})`,
    ),
  },
]
