import { certificateMessage, guessable, shell as languages, type InsecureCodeRule } from '../rule.ts'

export const shellRules: readonly InsecureCodeRule[] = [
  {
    id: 'shell-pipe-to-shell',
    cwe: 494,
    message: 'What comes from the network is run unseen: fetch it, check it, then run it.',
    languages,
    pattern:
      /\b(?:curl|wget)\s[^\n|]{0,200}\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|\b(?:ba|z|da)?sh\s+(?:-c\s+["']?\$\(|<\()\s*(?:curl|wget)\s/,
  },
  {
    id: 'shell-eval',
    cwe: 95,
    message: 'eval has the shell read the value again: use an array for a command, "${command[@]}".',
    languages,
    // `eval "$(ssh-agent -s)"` is how such programs are meant to be used.
    pattern:
      /(?<![\w$.-])eval\s+["']?(?:[\w=\s-]{0,60})\$(?!\()[A-Za-z_{@*1-9]|\b(?:ba|z|da)?sh\s+-c\s+"\$(?:[A-Za-z_{@*1-9])/,
  },
  {
    id: 'shell-tls',
    cwe: 295,
    message: certificateMessage,
    languages,
    pattern:
      /\bcurl\s(?:[^\n|]{0,200}?\s)?(?:-[a-zA-Z]{0,4}k[a-zA-Z]{0,4}|--insecure)(?=\s|$)|\bwget\s[^\n|]{0,200}?--no-check-certificate\b|\bStrictHostKeyChecking[= ]["']?no\b|\bhttp\.sslVerify["']?[= ]["']?false\b|\bGIT_SSL_NO_VERIFY=["']?(?:1|true)\b|\bstrict-ssl[= ]false\b|\bNODE_TLS_REJECT_UNAUTHORIZED=["']?0\b|\bPYTHONHTTPSVERIFY=["']?0\b/,
  },
  {
    id: 'shell-temporary-file',
    cwe: 377,
    message: 'Another user can take the name before the file is made: use mktemp.',
    languages,
    pattern: /["'=>\s]\/tmp\/[\w./-]{0,40}\$(?:\$|\{?RANDOM\b)/,
  },
  {
    id: 'shell-random-secret',
    cwe: 338,
    message: '$RANDOM can be foretold: use openssl rand, or read from /dev/urandom.',
    languages,
    pattern: guessable(/\$\{?RANDOM\b|\bdate\s[^\n|]{0,40}\|\s*(?:md5|sha)\w{0,10}sum\b/.source),
  },
  {
    id: 'shell-password-argument',
    cwe: 214,
    message:
      'Everybody on the computer can see the arguments of a program: give the password in a file or on standard input.',
    languages,
    pattern:
      /\bsshpass\s+-p\s*["']?[$\w]|\bmysql(?:dump|admin)?\s(?:[^\n|;]{0,100}?\s)?(?:-p["']?\$\{?\w|--password=["']?\$\{?\w)/,
  },
]
