import {
  certificateMessage,
  fetchMessage,
  guessable,
  redirectMessage,
  traversalMessage,
  type InsecureCodeRule,
} from '../rule.ts'

const languages = ['go']
const fromRequest =
  /(?:r|req|request|c)\.(?:FormValue|PostFormValue|URL\.Query\(\)\.Get|URL\.Path|Query|Param|PathValue)\b/.source

export const goRules: readonly InsecureCodeRule[] = [
  {
    id: 'go-tls',
    cwe: 295,
    message: certificateMessage,
    languages,
    pattern: /\bInsecureSkipVerify\s*[:=]\s*true\b|\bssh\.InsecureIgnoreHostKey\(/,
  },
  {
    id: 'go-shell',
    cwe: 78,
    message: 'A shell reads this command: start the program itself, with its arguments one by one.',
    languages,
    pattern:
      /\bexec\.Command(?:Context)?\([^\n]{0,60}?"(?:\/bin\/)?(?:ba|z|da)?sh"\s*,\s*"-\w{0,3}c"\s*,\s*(?!"[^"\n]{0,300}"\s*\)|`[^`]{0,300}`\s*\))[^\s)]|\bexec\.Command(?:Context)?\([^\n]{0,30}?"cmd(?:\.exe)?"\s*,\s*"\/[cC]"\s*,\s*(?!"[^"\n]{0,300}"\s*\))[^\s)]/,
  },
  {
    id: 'go-html',
    cwe: 79,
    message: 'This is written into the page as it is: leave escaping to html/template.',
    languages,
    pattern: new RegExp(
      `\\btemplate\\.(?:HTML|JS|URL|HTMLAttr)\\(\\s*(?!["\`][^"\`\\n]{0,400}["\`]\\s*\\)|[^\\n]{0,60}(?:[sS]anitize|[eE]scape))[^\\s)]|\\b(?:Fprintf?|Fprintln|WriteString)\\(\\s*w\\s*,(?![^\\n]{0,160}[eE]scape)[^\\n]{0,120}?<[^\\n]{0,120}?\\b${fromRequest}`,
    ),
  },
  {
    id: 'go-random-secret',
    cwe: 338,
    message: 'math/rand can be foretold: use crypto/rand.',
    languages,
    pattern: guessable(
      /\brand\.(?:Int(?!\(\s*(?:crand|rand)\.Reader)|Intn|IntN|N|Int31n?|Int63n?|Uint32|Uint64|Float64|Perm)\(/.source,
    ),
  },
  {
    id: 'go-path-traversal',
    cwe: 22,
    message: traversalMessage,
    languages,
    pattern: new RegExp(
      `\\b(?:os\\.(?:Open|ReadFile|Create|OpenFile|Remove)|ioutil\\.ReadFile|http\\.ServeFile|filepath\\.Join)\\((?![^\\n]{0,120}filepath\\.(?:Base|IsLocal))[^\\n]{0,60}?\\b${fromRequest}`,
    ),
  },
  {
    id: 'go-redirect',
    cwe: 601,
    message: redirectMessage,
    languages,
    pattern: new RegExp(`\\bhttp\\.Redirect\\(\\s*w\\s*,\\s*\\w{1,10}\\s*,\\s*${fromRequest}`),
  },
  {
    id: 'go-request-forgery',
    cwe: 918,
    message: fetchMessage,
    languages,
    pattern: new RegExp(`\\b(?:http|client)\\.(?:Get|Post|Head)\\(\\s*${fromRequest}`),
  },
]
