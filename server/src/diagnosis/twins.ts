import type { Finding } from './finding.ts'

/** Weaknesses that are a special case of another: numbers of the Common Weakness Enumeration, and those of what they are a kind of. */
const kindOf = new Map([
  [23, 22],
  [36, 22],
  [73, 22],
  [77, 78],
  [88, 78],
  [80, 79],
  [95, 94],
  [96, 94],
  [259, 798],
  [321, 798],
  [328, 327],
  [326, 327],
  [337, 330],
  [338, 330],
  [93, 113],
  [1004, 614],
])

/** What finds the same trouble with more certainty: data flow knows the way to it, secrets know the value. */
const certain = new Set<Finding['kind']>(['flow', 'secret'])

export interface Twins {
  /** Without those of pattern rules that something more certain says too. */
  findings: Finding[]
  /** Names under which a finding is known beside its own: of the rules whose findings it stands for. */
  aliases: ReadonlyMap<Finding, ReadonlySet<string>>
}

/**
 * Leaves each trouble at a place with one finding: a pattern rule and data flow often see the same. They do where they have a weakness
 * in common and begin on the same line, or the one begins inside the other. `cweOf`: the weaknesses of a rule; of one that is
 * switched off none, so that it does not take the place of another.
 */
export function withoutTwins(findings: readonly Finding[], cweOf: (rule: string) => readonly number[]): Twins {
  const aliases = new Map<Finding, Set<string>>()
  const certainOnes = findings.filter(one => certain.has(one.kind))
  if (certainOnes.length === 0) return { findings: [...findings], aliases }
  const general = (rule: string): number[] => cweOf(rule).map(cwe => kindOf.get(cwe) ?? cwe)
  const left = findings.filter(finding => {
    if (finding.kind !== 'rule') return true
    const weaknesses = general(finding.rule)
    const twin = certainOnes.find(
      one => isSamePlace(one, finding) && general(one.rule).some(cwe => weaknesses.includes(cwe)),
    )
    if (!twin) return true
    aliases.set(twin, (aliases.get(twin) ?? new Set()).add(finding.rule))
    return false
  })
  return { findings: left, aliases }
}

function isSamePlace({ range: a }: Finding, { range: b }: Finding): boolean {
  if (a.start.line === b.start.line) return true
  return (
    (a.start.line >= b.start.line && a.start.line <= b.end.line) ||
    (b.start.line >= a.start.line && b.start.line <= a.end.line)
  )
}
