import * as z from 'zod'
import { severities } from '../../config.ts'
import type { Finding } from '../finding.ts'
import type { RuleInfo } from '../rule-info.ts'

/** What a file of findings holds: all that has been found out in a folder with one set of rules. */
export interface KeptFindings {
  /** What there is to say of the rules; null while nobody has asked. */
  rules: readonly RuleInfo[] | null
  /** By path; what has not been asked for the longest comes first. */
  entries: Map<string, Entry>
}

/** What is kept of one file. */
export interface Entry {
  hash: string
  size: number
  modifiedMs: number
  changedMs: number
  dependencies: readonly Dependency[]
  /** JSON; most have none, and are never looked at. */
  findings: string
}

/** Another file that findings depend on, and how it was. Entries that were read together share theirs. */
export type Dependency = readonly [path: string, state: string]

/** Of which folder and with which rules. */
export interface FindingsHead {
  root: string
  version: string
}

/** Changes whenever what is kept does. */
const format = 4
/** A file that would be larger loses what has not been asked for the longest. */
const mostBytes = 64 * 1024 * 1024

const Kind = z.enum(['syntax', 'rule', 'flow', 'metric', 'secret', 'guest', 'suppression'])
const Position = z.object({ line: z.number(), character: z.number() })
const Range = z.object({ start: Position, end: Position })
const Findings: z.ZodType<Finding[]> = z.array(
  z.object({
    rule: z.string(),
    kind: Kind,
    severity: z.enum(severities),
    message: z.string(),
    range: Range,
    steps: z.array(z.object({ path: z.string().nullable(), range: Range, message: z.string() })),
    fixes: z.array(z.object({ title: z.string(), edits: z.array(z.object({ range: Range, newText: z.string() })) })),
    isUnnecessary: z.literal(true).exactOptional(),
    suppressed: z.string().exactOptional(),
  }),
)
const Rules: z.ZodType<RuleInfo[] | null> = z
  .array(
    z.object({
      id: z.string(),
      kind: Kind,
      severity: z.enum(severities),
      title: z.string(),
      explanation: z.string(),
      languages: z.array(z.string()),
      cwe: z.array(z.number()),
      owasp: z.array(z.string()),
      examples: z.object({ bad: z.string(), good: z.string() }).nullable(),
      url: z.string().exactOptional(),
    }),
  )
  .nullable()
const Head = z.object({ format: z.literal(format), root: z.string(), version: z.string() })
const Key = z.tuple([z.string(), z.string(), z.number(), z.number(), z.number(), z.array(z.number())])
/** Many files depend on the same ones: each stands here once, and has its place as its number. */
const AllDependencies = z.array(z.tuple([z.string(), z.string()]))

/** Reads a file of findings; there is nothing in one of another folder, of other rules, or that is damaged. */
export function readFindings(text: string, { root, version }: FindingsHead): KeptFindings {
  const entries: KeptFindings['entries'] = new Map()
  const [first = '', second = '', third = '', ...lines] = text.split('\n')
  const head = parsed(first, Head)
  const all = parsed(second, AllDependencies)
  if (head?.root !== root || head.version !== version || !all) return { rules: null, entries }
  for (const line of lines) {
    const tab = line.indexOf('\t')
    const key = parsed(line.slice(0, Math.max(tab, 0)), Key)
    if (!key) continue
    const [file, hash, size, modifiedMs, changedMs, numbers] = key
    const dependencies = numbers.flatMap(at => (all[at] ? [all[at]] : []))
    if (dependencies.length < numbers.length) continue
    entries.set(file, { hash, size, modifiedMs, changedMs, dependencies, findings: line.slice(tab + 1) })
  }
  return { rules: parsed(third, Rules), entries }
}

/** What is written for findings. */
export function findingsText({ rules, entries }: KeptFindings, { root, version }: FindingsHead): string {
  const lines: string[] = []
  const numbers = new Map<string, number>()
  let bytes = 0
  for (const [file, { hash, size, modifiedMs, changedMs, dependencies, findings }] of [...entries].reverse()) {
    const own = dependencies.map(one => {
      const text = JSON.stringify(one)
      const number = numbers.get(text) ?? numbers.size
      if (number === numbers.size) bytes += text.length
      numbers.set(text, number)
      return number
    })
    const line = `${JSON.stringify([file, hash, size, modifiedMs, changedMs, own])}\t${findings}`
    bytes += line.length
    if (bytes > mostBytes) break
    lines.push(line)
  }
  const head = JSON.stringify({ format, root, version })
  return [head, `[${[...numbers.keys()].join(',')}]`, JSON.stringify(rules), ...lines.reverse()].join('\n')
}

/** The findings of an entry; null where they are none. */
export function findingsIn({ findings }: Entry): Finding[] | null {
  return findings === '[]' ? [] : parsed(findings, Findings)
}

function parsed<T>(json: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(json)).data ?? null
  } catch {
    // Damaged: as if it were not there.
    return null
  }
}
