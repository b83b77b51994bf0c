import type { Finding, Step } from '../finding.ts'
import type { RuleInfo } from '../rule-info.ts'
import type { Block } from './blocks.ts'

/** More steps than this nobody reads beside their code. */
const mostSteps = 12

/** A finding in words: what is wrong here, how it comes about, and what there is to say of such findings. */
export function explainFinding(
  { message, rule, steps }: Finding,
  info: RuleInfo | undefined,
  nameOf: (path: string) => string,
): Block[] {
  const shown = steps.slice(0, mostSteps).map(step => stepText(step, nameOf))
  if (steps.length > mostSteps) shown.push(`and ${steps.length - mostSteps} more`)
  return [
    { kind: 'prose', text: message },
    ...(shown.length > 0 ? [{ kind: 'list', items: shown } as const] : []),
    ...(info ? [{ kind: 'prose', text: info.explanation } as const] : []),
    { kind: 'prose', text: [`\`${rule}\``, ...references(info)].join(' · ') },
  ]
}

/** All that there is to say of a rule. */
export function explainRule(info: RuleInfo): Block[] {
  const { id, title, severity, explanation, examples, languages } = info
  const languageId = languages[0] ?? ''
  return [
    { kind: 'title', text: title },
    { kind: 'prose', text: [`\`${id}\``, severity, ...references(info)].join(' · ') },
    { kind: 'prose', text: explanation },
    ...(examples
      ? ([
          { kind: 'prose', text: 'What it finds:' },
          { kind: 'code', text: examples.bad, languageId },
          { kind: 'prose', text: 'The same as it should be:' },
          { kind: 'code', text: examples.good, languageId },
        ] as const)
      : []),
  ]
}

function stepText({ path, range, message }: Step, nameOf: (path: string) => string): string {
  const place = `line ${range.start.line + 1}`
  return `${path === null ? place : `${nameOf(path)}, ${place}`}: ${message}`
}

function references(info: RuleInfo | undefined): string[] {
  return info ? [...info.cwe.map(number => `CWE-${number}`), ...info.owasp.map(category => `OWASP ${category}`)] : []
}
