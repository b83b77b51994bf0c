import type { RuleInfo } from '../rule-info.ts'

/** What a page tells of a rule. */
export interface RulePage {
  info: RuleInfo
  /** Whether it mends what it finds; null where that depends on what is found. */
  hasFix: boolean | null
}

/** Addresses of the OWASP Top 10 of 2021, behind https://owasp.org/Top10/. */
const owaspPages: Record<string, string> = {
  'A01:2021': 'A01_2021-Broken_Access_Control/',
  'A02:2021': 'A02_2021-Cryptographic_Failures/',
  'A03:2021': 'A03_2021-Injection/',
  'A04:2021': 'A04_2021-Insecure_Design/',
  'A05:2021': 'A05_2021-Security_Misconfiguration/',
  'A06:2021': 'A06_2021-Vulnerable_and_Outdated_Components/',
  'A07:2021': 'A07_2021-Identification_and_Authentication_Failures/',
  'A08:2021': 'A08_2021-Software_and_Data_Integrity_Failures/',
  'A09:2021': 'A09_2021-Security_Logging_and_Monitoring_Failures/',
  'A10:2021': 'A10_2021-Server-Side_Request_Forgery_%28SSRF%29/',
}

/** All there is to say of a rule, in Markdown. */
export function rulePage({ info, hasFix }: RulePage): string {
  const { id, title, severity, languages, explanation, examples } = info
  const facts = [
    `- Rule: \`${id}\``,
    `- Severity: ${severity}`,
    `- Languages: ${languages.length === 0 ? 'every one' : languages.join(', ')}`,
    ...linksOf(info).map(({ name, url }) => `- ${url === null ? name : `[${name}](${url})`}`),
    ...(hasFix === null ? [] : [`- Fix: ${hasFix ? 'yes, checked before it is offered' : 'none of its own'}`]),
  ]
  const sections = [`# ${title}`, facts.join('\n'), explanation.trim()]
  if (examples) {
    const language = fenceLanguages[languages[0] ?? ''] ?? languages[0] ?? ''
    sections.push('## Found', fenced(examples.bad, language), '## Not found', fenced(examples.good, language))
  }
  sections.push(
    '## When it is right as it stands',
    `A comment \`wayline-ignore[${id}] reason\` on the line or above it keeps the finding away;`.concat(
      ` the setting \`wayline.diagnosis.rules\` gives the rule another severity, or turns it off.`,
    ),
  )
  return `${sections.join('\n\n')}\n`
}

/** A table of rules that leads to their pages, by language. */
export function rulesIndex(infos: readonly RuleInfo[]): string {
  const groups = new Map<string, RuleInfo[]>()
  for (const info of infos) {
    const group = info.languages[0] === undefined ? 'Every language' : groupOf(info)
    groups.set(group, [...(groups.get(group) ?? []), info])
  }
  const sections = [...groups.entries()]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([group, rules]) => `## ${group} (${rules.length})\n\n${table(rules)}`)
  return `# Rules

Written by \`npm run rule-pages\` from the rules themselves: ${infos.length} of them. \`wayline rules list\` shows the same on a terminal,
\`wayline rules explain ID\` one of them. A rule of the pack is a YAML file of ast-grep's in
\`server/src/diagnosis/rules/pack/\`, with its cases beside it.

${sections.join('\n\n')}
`
}

/** Where more can be read; null where no address is known. */
function linksOf({ cwe, owasp }: RuleInfo): { name: string; url: string | null }[] {
  return [
    ...cwe.map(number => ({ name: `CWE-${number}`, url: `https://cwe.mitre.org/data/definitions/${number}.html` })),
    ...owasp.map(name => {
      const page = Object.hasOwn(owaspPages, name) ? owaspPages[name] : undefined
      return { name: `OWASP ${name}`, url: page === undefined ? null : `https://owasp.org/Top10/${page}` }
    }),
  ]
}

/** Where pages name a language otherwise than LSP does. */
const fenceLanguages: Record<string, string> = { shellscript: 'bash', javascriptreact: 'jsx', typescriptreact: 'tsx' }

const groupNames: Record<string, string> = {
  c: 'C',
  cpp: 'C++',
  csharp: 'C#',
  javascript: 'JavaScript and TypeScript',
  javascriptreact: 'JavaScript and TypeScript',
  php: 'PHP',
  shellscript: 'Bash',
  typescript: 'JavaScript and TypeScript',
  typescriptreact: 'JavaScript and TypeScript',
}

function groupOf({ languages }: RuleInfo): string {
  const [first = ''] = languages
  return groupNames[first] ?? `${first.slice(0, 1).toUpperCase()}${first.slice(1)}`
}

function table(rules: readonly RuleInfo[]): string {
  const rows = rules
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, title, severity, cwe }) => {
      const numbers = cwe.map(number => `CWE-${number}`).join(', ')
      return `| [${id}](${id}.md) | ${title.replaceAll('|', '\\|')} | ${severity} | ${numbers} |`
    })
  return `| rule | what it finds | severity | weakness |\n| --- | --- | --- | --- |\n${rows.join('\n')}`
}

/** The fence is longer than any in the code. */
function fenced(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${code.trimEnd()}\n${fence}`
}
