import { certificateMessage, cFamily as languages, guessable, type InsecureCodeRule } from '../rule.ts'

export const cRules: readonly InsecureCodeRule[] = [
  {
    id: 'c-gets',
    cwe: 242,
    message: 'gets writes beyond any buffer: use fgets.',
    languages,
    pattern: /(?<![\w.>])gets\(\s*[^\s)]/,
  },
  {
    id: 'c-copy',
    cwe: 120,
    message: 'This writes beyond the buffer when the text is longer than it: use snprintf, or check the length first.',
    languages,
    // A text in the source has a length that anybody can count.
    pattern:
      /(?<![\w.>])(?:std::)?(?:strcpy|strcat|stpcpy|wcscpy|wcscat)\(\s*[^,\n"]{1,80},\s*(?!L?"|[A-Z][A-Z0-9_]{0,60}\s*\))[^\s)]|(?<![\w.>])(?:std::)?v?sprintf\(\s*[^,\n]{1,80},\s*(?:"[^"\n]{0,200}?%-?s|[a-z_]\w{0,40}\s*[,)])/,
  },
  {
    id: 'c-scanf',
    cwe: 120,
    message: 'What is read can be longer than the buffer: give the width, as in %63s.',
    languages,
    pattern: /(?<![\w.>])[fs]?scanf\(\s*(?:[^,\n"]{1,60},\s*)?"[^"\n]{0,100}?%s/,
  },
  {
    id: 'c-format',
    cwe: 134,
    message: 'A text from elsewhere as the format can read and write memory: print it with "%s".',
    languages,
    pattern:
      /(?<![\w.>:])(?:std::)?printf\(\s*[a-z_]\w{0,40}(?:\[[^\]\n]{1,20}\]|\.c_str\(\))?\s*\)|(?<![\w.>])(?:fprintf|syslog)\(\s*\w{1,40}\s*,\s*[a-z_]\w{0,40}\s*\)/,
  },
  {
    id: 'c-system',
    cwe: 78,
    message: 'A shell reads this command: use execve or posix_spawn with a list of arguments.',
    languages,
    pattern:
      /(?<![\w.>])(?<!\b(?:int|FILE)\s)(?:system|popen)\(\s*(?:[A-Za-z_]\w{0,60}(?:\.c_str\(\))?\s*[,)+]|\(?\s*(?:std::string\()?"[^"\n]{0,200}"\)?\s*\+)|\bexecl\(\s*"\/bin\/(?:ba|da|z)?sh"\s*,\s*"[^"\n]{1,20}"\s*,\s*"-c"\s*,\s*[A-Za-z_]/,
  },
  {
    id: 'c-temporary-file',
    cwe: 377,
    message: 'Another program can take the name before the file is made: use mkstemp.',
    languages,
    pattern: /(?<![\w.>])(?:std::)?(?:mktemp|tmpnam|tmpnam_r|tempnam)\(/,
  },
  {
    id: 'c-tls',
    cwe: 295,
    message: certificateMessage,
    languages,
    pattern:
      /\bCURLOPT_SSL_VERIFY(?:PEER|HOST)\s*,\s*0L?\b|\bSSL(?:_CTX)?_set_verify\([^,\n]{1,60},\s*SSL_VERIFY_NONE\b|\bset_verify_mode\(\s*[\w:]{0,60}verify_none\b|\bsetPeerVerifyMode\(\s*QSslSocket::VerifyNone\b/,
  },
  {
    id: 'c-random-secret',
    cwe: 338,
    message: 'This randomness can be foretold: use getrandom or RAND_bytes.',
    languages,
    pattern: guessable(/(?<![\w.])(?:std::)?(?:rand|random|drand48|lrand48)\(\s*\)|\bmt19937/.source),
  },
]
