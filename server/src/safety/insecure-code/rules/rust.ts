import { certificateMessage, guessable, type InsecureCodeRule } from '../rule.ts'

const languages = ['rust']

export const rustRules: readonly InsecureCodeRule[] = [
  {
    id: 'rust-tls',
    cwe: 295,
    message: certificateMessage,
    languages,
    pattern:
      /\bdanger_accept_invalid_(?:certs|hostnames)\(\s*true\b|\bSslVerifyMode::NONE\b|\.dangerous\(\)\s*\.(?:set_certificate_verifier|with_custom_certificate_verifier)\(/,
  },
  {
    id: 'rust-shell',
    cwe: 78,
    message: 'A shell reads this command: start the program itself, with its arguments one by one.',
    languages,
    pattern:
      /\bCommand::new\(\s*"(?:\/bin\/)?(?:ba|z|da)?sh"\s*\)\s*\.arg\(\s*"-\w{0,3}c"\s*\)\s*\.arg\(\s*(?!r?"[^"\n]{0,300}"\s*\))[^\s)]|\bCommand::new\(\s*"(?:\/bin\/)?(?:ba|z|da)?sh"\s*\)\s*\.args\(\s*&?\[\s*"-\w{0,3}c"\s*,\s*(?!r?"[^"\n]{0,300}"\s*\])[^\s)]/,
  },
  {
    id: 'rust-random-secret',
    cwe: 338,
    message: 'This randomness can be foretold: use OsRng.',
    languages,
    pattern: guessable(/\bSmallRng\b|\bseed_from_u64\(|\bfastrand::/.source),
  },
  {
    id: 'rust-uninitialized',
    cwe: 908,
    message: 'Reading memory that nobody has written is undefined: use MaybeUninit.',
    languages,
    pattern: /\bmem::uninitialized(?:::<[^>\n]{1,60}>)?\(/,
  },
]
