import { addDependency } from '../dependencies.ts'
import type { Finder } from '../diagnose-file.ts'
import type { Finding, Range, Step } from '../finding.ts'
import type { RuleInfo } from '../rule-info.ts'
import { lineStarts, positionIn, type Subject } from '../subject.ts'
import type { Grammar, SyntaxNode } from '../../syntax/tree.ts'
import { analyse } from './analyse.ts'
import type { Cleared } from '../twins.ts'
import type { Found, Judgement } from './analysis.ts'
import { generalRules } from './general-rules.ts'
import type { Span, UnitIr } from './ir.ts'
import { createGoProgram } from './go/go-program.ts'
import { lowerGo } from './go/lower-go.ts'
import { createJavaProgram } from './java/java-program.ts'
import { lowerJava } from './java/lower-java.ts'
import { findLocal } from './local/local-findings.ts'
import { lowerPython } from './python/lower-python.ts'
import { createPythonProgram } from './python/python-program.ts'
import { loadModels } from './load-models.ts'
import type { ModelFile } from './models.ts'
import type { Program } from './program.ts'
import { createGrammars, type Grammars } from './grammars.ts'
import { lowerTypescript } from './typescript/lower-typescript.ts'
import { createTypescriptProgram } from './typescript/typescript-program.ts'

/** How a language is brought to data flow. */
interface FlowLanguage {
  /** The folder of its models. */
  models: string
  lower: (path: string, root: SyntaxNode) => UnitIr
  createProgram: (options: ProgramOptions) => Program
}

interface ProgramOptions {
  grammar: (file: string) => Grammar | null
  /** Folders of the workspace. */
  roots: readonly string[]
  now: () => number
}

const typescript: FlowLanguage = {
  models: 'typescript',
  lower: lowerTypescript,
  createProgram: createTypescriptProgram,
}

/** By LSP language identifier. */
const languages: Record<string, FlowLanguage> = {
  java: { models: 'java', lower: lowerJava, createProgram: createJavaProgram },
  go: { models: 'go', lower: lowerGo, createProgram: createGoProgram },
  javascript: typescript,
  javascriptreact: typescript,
  typescript,
  typescriptreact: typescript,
  python: { models: 'python', lower: lowerPython, createProgram: createPythonProgram },
}

export interface FlowFinderOptions {
  /** Folders of the workspace; none for a file that stands alone. */
  roots?: readonly string[]
  now?: () => number
}

/** Follows values through functions: from whoever calls the program to where they do harm, and what is null or left open on the way. */
export function createFlowFinder({ roots = [], now = () => performance.now() }: FlowFinderOptions = {}): Finder {
  const opened = new Map<string, ReturnType<typeof open>>()
  const programs = new Map<FlowLanguage, { program: Program; grammars: Grammars }>()
  const cleared = new WeakMap<Subject, readonly Cleared[]>()

  function open(languageId: string, language: FlowLanguage) {
    const models = loadModels(language.models)
    const rules = new Map(
      [...generalRules, ...ruleInfos([languageId], models.rules.values())].map(one => [one.id, one]),
    )
    const { program, grammars } = programOf(language)
    return {
      find: (subject: Subject, syntax: NonNullable<Subject['syntax']>): Finding[] | Promise<Finding[]> =>
        grammars.with(subject, () => findNow(subject, syntax)),
    }

    function findNow(subject: Subject, syntax: NonNullable<Subject['syntax']>): Finding[] {
      const unit = program.unitOf(subject, () => language.lower(subject.path, syntax.tree.rootNode))
      const { result, read } = program.reads.recorded(() => analyse(unit, { models, program, now }))
      for (const [path, state] of read) addDependency(subject.dependencies, path, state)
      cleared.set(subject, clearedBy(result.judgements, subject))
      const local = findLocal({ unit, root: syntax.tree.rootNode, text: subject.text }, languageId)
      const found = [...result.found, ...local]
      const rangeElsewhere = createPlaces(program)
      return found.flatMap(one => toFinding(one, subject, rules.get(one.rule), rangeElsewhere))
    }
  }

  /** Languages that are read alike import each other. */
  function programOf(language: FlowLanguage): { program: Program; grammars: Grammars } {
    const known = programs.get(language)
    if (known) return known
    const grammars = createGrammars()
    const made = { program: language.createProgram({ grammar: grammars.of, roots, now }), grammars }
    programs.set(language, made)
    return made
  }

  return {
    name: 'data flow',
    find(subject) {
      const language = languages[subject.languageId]
      if (!language || !subject.syntax) return []
      const ready = opened.get(subject.languageId) ?? open(subject.languageId, language)
      opened.set(subject.languageId, ready)
      return ready.find(subject, subject.syntax)
    },
    clears: subject => cleared.get(subject) ?? [],
  }
}

/** Places where all that arrives is known to be harmless, unless something else on the line is not. */
function clearedBy(judgements: Iterable<Judgement>, subject: Subject): Cleared[] {
  const all = Array.from(judgements, ({ rule, span, isHarmless }) => {
    const range = { start: subject.positionAt(span.start), end: subject.positionAt(span.end) }
    return { rule, range, isHarmless, key: `${rule}:${String(range.start.line)}` }
  })
  const doubtful = new Set(all.filter(one => !one.isHarmless).map(one => one.key))
  return all.filter(one => !doubtful.has(one.key)).map(({ rule, range }) => ({ rule, range }))
}

/** What there is to say of every rule of data flow. */
export function loadFlowRules(): RuleInfo[] {
  return [
    ...generalRules,
    ...[...new Set(Object.values(languages))].flatMap(language =>
      ruleInfos(idsOf(language), loadModels(language.models).rules.values()),
    ),
  ]
}

/** The languages that are read alike. */
function idsOf(language: FlowLanguage): string[] {
  return Object.entries(languages).flatMap(([id, one]) => (one === language ? [id] : []))
}

function ruleInfos(languageIds: string[], rules: Iterable<ModelFile['rules'][number]>): RuleInfo[] {
  return Array.from(rules, ({ id, severity, title, explanation, cwe, owasp, examples }) => ({
    id,
    kind: 'flow',
    severity,
    title,
    explanation,
    languages: languageIds,
    cwe,
    owasp,
    examples,
  }))
}

/** Places of offsets in other files; null where a file has gone. */
function createPlaces(program: Program): (path: string, span: Span) => Range | null {
  const starts = new Map<string, { text: string; lines: number[] }>()
  return (path, { start, end }) => {
    const text = program.textOf(path)
    if (text === null) return null
    const known = starts.get(path)
    const lines = known?.text === text ? known.lines : lineStarts(text)
    starts.set(path, { text, lines })
    return { start: positionIn(lines, start), end: positionIn(lines, end) }
  }
}

function toFinding(
  found: Found,
  subject: Subject,
  rule: RuleInfo | undefined,
  rangeElsewhere: ReturnType<typeof createPlaces>,
): Finding[] {
  if (!rule) return []
  const rangeOf = ({ start, end }: Span): Finding['range'] => ({
    start: subject.positionAt(start),
    end: subject.positionAt(end),
  })
  const message = found.message.charAt(0).toUpperCase() + found.message.slice(1)
  const steps = found.steps.flatMap(({ path, span, message: text }): Step[] => {
    if (path === subject.path) return [{ path: null, range: rangeOf(span), message: text }]
    const range = rangeElsewhere(path, span)
    return range ? [{ path, range, message: text }] : []
  })
  const { id, severity } = rule
  const fixes = found.fix
    ? [{ title: found.fix.title, edits: [{ range: rangeOf(found.fix.span), newText: found.fix.newText }] }]
    : []
  const finding: Finding = { rule: id, kind: 'flow', severity, message, range: rangeOf(found.span), steps, fixes }
  return [found.isUnnecessary ? { ...finding, isUnnecessary: true } : finding]
}
