import type { InsecureCodeRule } from '../rule.ts'

/** What is the same in all languages, or nearly so. */
export const genericRules: readonly InsecureCodeRule[] = [
  {
    id: 'world-writable',
    cwe: 732,
    message: 'Anybody on the computer may change this: give only the rights that are needed.',
    pattern:
      /\b(?:lchmod|chmod|fchmod)(?:Sync)?\b[^\n]{0,80}?(?<![\w.])(?:0o?)?(?:777|666)\b|\bchmod\s+(?:-\w{1,5}\s+)?(?:a|o|go|ugo)?\+[rx]{0,2}w|["']rwxrwxrwx["']|\bfrom_mode\(\s*0o?777\b|\bmkdir\s+[^\n]{0,20}-m\s*0?777\b|\bS_IWOTH\b|\bsetWritable\(\s*true\s*,\s*false\s*\)|\bumask\(\s*0o?0{0,3}\s*\)/i,
  },
  {
    id: 'password-over-http',
    cwe: 319,
    message: 'What is sent over http:// can be read on the way: use https://.',
    pattern:
      /["'`\s]http:\/\/(?!localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|\[|[^/\s"'`]{0,60}(?:example|schemas|w3\.org|xmlsoap|\.local\b|\.test\b|\.internal\b)|[\w-]{1,60}[:/])[\w.-]{1,100}(?::\d{2,5})?\/(?:[^\s"'`]{0,100}\/)?(?:log-?in|sign-?in|auth|oauth2?|token|password|session)s?\b/i,
  },
  {
    id: 'ldap-concatenation',
    cwe: 90,
    message: 'A filter of LDAP is put together from values: escape them first.',
    pattern:
      /["'`]\(?[&|]?\(?(?:uid|cn|mail|sAMAccountName|userPrincipalName)=(?:["']\s*(?:\+|\.\.?)\s*(?!\w{0,20}(?:esc|encode|filter_format))[$A-Za-z_]|\$\{|#\{|\\\(|\{(?!0\})[A-Za-z_]|%s[^"'\n]{0,40}["']\s*%)/i,
  },
]
