import {
  certificateMessage,
  guessable,
  php as languages,
  redirectMessage,
  traversalMessage,
  type InsecureCodeRule,
} from '../rule.ts'

const fromRequest = /\$_(?:GET|POST|REQUEST|COOKIE)\b/.source

export const phpRules: readonly InsecureCodeRule[] = [
  {
    id: 'php-request-to-code',
    cwe: 94,
    message: 'What a request says is run: check it against a list of what may come.',
    languages,
    pattern: new RegExp(
      `(?<![\\w>:$])(?:eval|assert|create_function|include|require|include_once|require_once)\\b\\s*\\(?(?![^\\n;]{0,120}basename)[^\\n;]{0,120}?${fromRequest}|\\bextract\\(\\s*${fromRequest}`,
    ),
  },
  {
    id: 'php-eval',
    cwe: 95,
    message: 'eval runs whatever it is given: use json_decode, or a table of functions.',
    languages,
    pattern: /(?<![\w>:$])eval\(\s*(?:["'][^\n;]{0,80}?)?\$[A-Za-z_]|(?<![\w>:$])create_function\(/,
  },
  {
    id: 'php-shell',
    cwe: 78,
    message: 'A shell reads this command: put each value through escapeshellarg.',
    languages,
    pattern:
      /(?<![\w>:$])(?:shell_exec|exec|system|passthru|popen|proc_open)\((?![^\n;]{0,200}escapeshell)\s*(?:"[^"\n]{0,200}?\$[A-Za-z_{]|["'][^"'\n]{0,200}["']\s*\.\s*\$|\$_(?:GET|POST|REQUEST|COOKIE))/,
  },
  {
    id: 'php-unserialize',
    cwe: 502,
    message: 'Unserializing makes any object that the text names: use json_decode, or allowed_classes false.',
    languages,
    pattern: new RegExp(
      `(?<![\\w>:$])unserialize\\((?![^\\n]{0,120}allowed_classes)[^\\n;]{0,60}?(?:${fromRequest}|php:\\/\\/input)`,
    ),
  },
  {
    id: 'php-request-to-page',
    cwe: 79,
    message: 'What a request says becomes part of the page: put it through htmlspecialchars.',
    languages: [...languages, 'html'],
    pattern: new RegExp(
      `(?:\\becho\\s|\\bprint\\s|<\\?=)(?![^\\n;]{0,200}(?:htmlspecialchars|htmlentities|intval|\\(int\\)|urlencode|json_encode|strip_tags|isset))[^\\n;]{0,200}?${fromRequest}`,
    ),
  },
  {
    id: 'php-tls',
    cwe: 295,
    message: certificateMessage,
    languages,
    pattern:
      /\bCURLOPT_SSL_VERIFY(?:PEER|HOST)\s*(?:,|=>)\s*(?:false|0)\b|["']verify(?:_peer(?:_name)?)?["']\s*=>\s*false\b|->withoutVerifying\(/i,
  },
  {
    id: 'php-random-secret',
    cwe: 338,
    message: 'This randomness can be foretold: use random_bytes or random_int.',
    languages,
    pattern: guessable(/(?<![\w>:])(?:mt_rand|rand|uniqid|lcg_value|str_shuffle)\(/.source),
  },
  {
    id: 'php-path-traversal',
    cwe: 22,
    message: traversalMessage,
    languages,
    pattern: new RegExp(
      `(?<![\\w>:$])(?:file_get_contents|readfile|fopen|file|unlink|file_put_contents)\\((?![^\\n]{0,120}basename)[^\\n;,]{0,80}?${fromRequest}`,
    ),
  },
  {
    id: 'php-upload',
    cwe: 434,
    message: 'An upload under its own name can be a program that the server runs: choose name and ending yourself.',
    languages,
    pattern:
      /\bmove_uploaded_file\([^\n]{1,80}?,(?![^\n]{0,120}(?:basename|uniqid|random_bytes|hash))[^\n]{0,80}?\$_FILES\[[^\n]{1,40}?\[["']name["']\]/,
  },
  {
    id: 'php-redirect',
    cwe: 601,
    message: redirectMessage,
    languages,
    pattern: new RegExp(`\\bheader\\(\\s*["']Location:\\s*(?:["']\\s*\\.\\s*|\\{?)${fromRequest}`, 'i'),
  },
  {
    id: 'php-xml-entities',
    cwe: 611,
    message: 'Entities let a document read other files: leave LIBXML_NOENT out.',
    languages,
    pattern: /\blibxml_disable_entity_loader\(\s*false\s*\)|\bLIBXML_(?:NOENT|DTDLOAD)\b/,
  },
]
