import { certificateMessage, guessable, type InsecureCodeRule } from '../rule.ts'

const languages = ['lua', 'luau']
const fromRequest = /ngx\.(?:var\.arg_|req\.get_(?:uri|post)_args)/.source

export const luaRules: readonly InsecureCodeRule[] = [
  {
    id: 'lua-shell',
    cwe: 78,
    message: 'A shell reads this command: put no value into it that comes from elsewhere.',
    languages,
    pattern:
      /\b(?:os\.execute|io\.popen)\(\s*(?:["'][^"'\n]{0,200}["']\s*\.\.\s*[A-Za-z_]|["'][^"'\n]{0,200}["']\s*:format\(|\(["'][^"'\n]{0,200}["']\):format\(|string\.format\()/,
  },
  {
    id: 'lua-load',
    cwe: 95,
    message: 'This runs whatever it is given: use a parser, or a table of functions.',
    languages,
    pattern: new RegExp(
      `(?<![\\w.:])loadstring\\(\\s*(?!["'[])[^\\s)]|(?<![\\w.:])(?:load|loadstring)\\(\\s*(?:["'][^"'\\n]{0,100}["']\\s*\\.\\.\\s*[A-Za-z_]|${fromRequest})`,
    ),
  },
  {
    id: 'lua-tls',
    cwe: 295,
    message: certificateMessage,
    languages,
    pattern: /\bssl_verify\s*=\s*false\b|\bverify\s*=\s*["']none["']|\bsslhandshake\([^\n]{1,60}?,\s*false\s*\)/,
  },
  {
    id: 'lua-page',
    cwe: 79,
    message: 'What a request says becomes part of the page: escape it first.',
    languages,
    pattern: new RegExp(`\\bngx\\.(?:say|print)\\((?![^\\n]{0,120}escape)[^\\n]{0,80}?${fromRequest}`),
  },
  {
    id: 'lua-temporary-file',
    cwe: 377,
    message: 'Another program can take the name before the file is made: use io.tmpfile.',
    languages,
    pattern: /\bos\.tmpname\(/,
  },
  {
    id: 'lua-random-secret',
    cwe: 338,
    message: 'math.random can be foretold: read from /dev/urandom, or use a library for it.',
    languages,
    pattern: guessable(/\bmath\.random\(/.source),
  },
]
