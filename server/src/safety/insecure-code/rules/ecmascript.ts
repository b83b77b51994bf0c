import {
  certificateMessage,
  ecmascript as languages,
  fetchMessage,
  guessable,
  redirectMessage,
  traversalMessage,
  type InsecureCodeRule,
} from '../rule.ts'

const fromRequest = /(?:req|request|ctx)\.(?:query|params|body|cookies|headers)\b/.source

export const ecmascriptRules: readonly InsecureCodeRule[] = [
  {
    id: 'js-eval',
    cwe: 95,
    message: 'This runs whatever it is given: use JSON.parse, or a table of functions.',
    languages,
    pattern:
      /(?<![\w.$])(?<!\bfunction )eval\(\s*(?!["'`][^"'`\n$]{0,200}["'`]\s*[,)])[^\s)]|\bnew\s+Function\((?![^\n]{0,200}["'`]\s*\))\s*[^\s)]|\bset(?:Timeout|Interval)\(\s*(?:["'][^"'\n]{0,200}["']\s*\+|`[^`\n]{0,200}\$\{)|\bvm\.run\w{0,20}\(\s*(?:req|request)\b/,
  },
  {
    id: 'js-shell',
    cwe: 78,
    message: 'A shell reads this command: use execFile or spawn with a list of arguments.',
    languages,
    pattern:
      /(?:(?<![\w$.])|\b(?:child_process|childProcess|cp)\.)exec(?:Sync)?\(\s*(?:`[^`\n]{0,300}?\$\{|["'][^"'\n]{0,300}["']\s*\+)|\bspawn(?:Sync)?\([^\n]{0,200}?\bshell\s*:\s*true\b/,
  },
  {
    id: 'js-tls',
    cwe: 295,
    message: certificateMessage,
    languages,
    pattern: /\brejectUnauthorized["']?\s*[:=]\s*false\b|\bNODE_TLS_REJECT_UNAUTHORIZED["'\]\s]{0,6}[=:]\s*["']?0/,
  },
  {
    id: 'js-random-secret',
    cwe: 338,
    message: 'Math.random can be foretold: use crypto.randomUUID or crypto.randomBytes.',
    languages,
    pattern: guessable(/\bMath\.random\(/.source),
  },
  {
    id: 'js-post-message',
    cwe: 346,
    message: 'A message to * reaches whatever page is there: name its origin.',
    languages,
    pattern: /\.postMessage\([^\n]{1,100}?,\s*["']\*["']\s*[,)]/,
  },
  {
    id: 'js-unserialize',
    cwe: 502,
    message: 'Unserializing runs functions that are in the text: use JSON.parse.',
    languages,
    pattern: /\b(?:node)?[sS]erialize\.unserialize\(/,
  },
  {
    id: 'js-where',
    cwe: 943,
    message: '$where runs what it is given in the database: use operators of the query.',
    languages,
    pattern: /\$where["']?\s*:\s*(?:`[^`\n]{0,200}?\$\{|["'][^\n]{0,200}?["']\s*\+)/,
  },
  {
    id: 'js-path-traversal',
    cwe: 22,
    message: traversalMessage,
    languages,
    pattern: new RegExp(
      `(?:\\b(?:readFile|readFileSync|createReadStream|unlink|unlinkSync|writeFile|writeFileSync|sendFile|download)|\\bpath\\.(?:join|resolve))\\((?![^\\n]{0,120}(?:basename|normali[sz]e|saniti[sz]e)|[^\\n]{0,120}\\broot\\s*:)[^\\n)]{0,60}?\\b${fromRequest}`,
    ),
  },
  {
    id: 'js-redirect',
    cwe: 601,
    message: redirectMessage,
    languages,
    pattern: new RegExp(`\\b(?:res|response|ctx|reply)\\.redirect\\((?:\\s*30\\d\\s*,)?\\s*${fromRequest}`),
  },
  {
    id: 'js-request-forgery',
    cwe: 918,
    message: fetchMessage,
    languages,
    pattern: new RegExp(`(?:\\baxios(?:\\.\\w{3,6})?|(?<![\\w.])fetch|\\bgot(?:\\.\\w{3,6})?)\\(\\s*${fromRequest}`),
  },
  {
    id: 'js-any-origin',
    cwe: 942,
    message: 'Any site can act for a user who is logged in: name the origins that may.',
    languages,
    pattern:
      /\borigin\s*:\s*(?:true|["']\*["'])[^}]{0,80}?\bcredentials\s*:\s*true\b|\bcredentials\s*:\s*true[^}]{0,80}?\borigin\s*:\s*(?:true\b|["']\*["'])/,
  },
  {
    id: 'js-cookie',
    cwe: 1004,
    message: 'Scripts can read this cookie: set httpOnly.',
    languages,
    pattern: /\bcookie\b[^]{0,120}?\bhttpOnly\s*:\s*false\b/i,
  },
  {
    id: 'js-electron',
    cwe: 829,
    message: 'What a page loads can use all of the computer: leave the isolation of pages on.',
    languages,
    pattern: /\bnodeIntegration\s*:\s*true\b|\bcontextIsolation\s*:\s*false\b|\bwebSecurity\s*:\s*false\b/,
  },
  {
    id: 'js-xml-entities',
    cwe: 611,
    message: 'Entities let a document read other files: leave them off.',
    languages,
    pattern: /\bparseXml(?:String|Async)?\([^\n]{0,120}?\bnoent\s*:\s*true\b/,
  },
]
