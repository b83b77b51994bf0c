import type { RuleInfo } from '../rule-info.ts'

const remedy =
  'Take it back where it was issued, for it stays in the history of the repository. Keep the new one outside of the code: in the environment, in a store of secrets, or in a file that is never committed.'

const about = { kind: 'secret', languages: [], cwe: [798], owasp: ['A07:2021'] } as const

/** What there is to say of secrets in files. */
export const secretRules: readonly RuleInfo[] = [
  {
    ...common('secret-token', 'error', 'Token or key of a provider'),
    explanation: `A provider's token can be told by its form: whoever finds it can use it at once, and programs search public code for it day and night. ${remedy}`,
  },
  {
    ...common('secret-private-key', 'error', 'Private key'),
    cwe: [321],
    owasp: ['A02:2021'],
    explanation: `With a private key one can sign, decrypt or log in as its owner. ${remedy}`,
  },
  {
    ...common('secret-password', 'warning', 'Password in a file'),
    cwe: [259, 798],
    explanation: `Everybody who can read the file knows the password, and it cannot be changed without changing the file. ${remedy}`,
    examples: {
      // wayline-ignore[secret-password] It is an example, and nobody's.
      bad: "database.connect({ user: 'shop', password: 'summer-2019!' })\n",
      good: "database.connect({ user: 'shop', password: process.env.DATABASE_PASSWORD })\n",
    },
  },
  {
    ...common('secret-value', 'warning', 'Secret value in a file'),
    explanation: `The name says that this is a key, a token or another secret, and the value looks made by chance. ${remedy}`,
  },
  {
    ...common('secret-in-address', 'warning', 'Password in an address'),
    explanation: `An address with a password in it is also written to logs and shown in messages. ${remedy}`,
  },
  {
    ...common('secret-in-header', 'warning', 'Access written as a header'),
    explanation: `What stands behind \`Bearer\` or \`Basic\` gives access to whoever sends it; \`Basic\` is a name and a password that anybody can decode. ${remedy}`,
  },
]

function common(id: string, severity: RuleInfo['severity'], title: string): Omit<RuleInfo, 'explanation'> {
  return { ...about, languages: [], cwe: [...about.cwe], owasp: [...about.owasp], examples: null, id, severity, title }
}
