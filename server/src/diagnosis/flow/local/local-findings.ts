import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Found } from '../analysis.ts'
import type { FunctionIr, UnitIr } from '../ir.ts'
import { closuresOf } from './captured.ts'
import { findDeadStores } from './dead-stores.ts'
import { withoutBreakingFix } from './last-use.ts'
import { findLostCauses } from './lost-causes.ts'
import { findUsedNull } from './null-after-check.ts'
import { linesOf, statementAt } from './statement.ts'
import { readsBeforeAssignment } from './unassigned.ts'
import { unreachablePlaces } from './unreachable.ts'

/** A file of which the functions are looked at one by one. */
export interface LocalSubject {
  unit: UnitIr
  root: SyntaxNode
  text: string
}

/** Languages in which a variable belongs to the whole function, so that it can be read before anything is assigned to it. */
const lateLanguages = new Set(['python'])

/** Languages in which an exception does not know by itself which one was being handled when it was made. */
const forgetfulLanguages = new Set(['java'])
/** Languages whose compilers do not let a variable or an import pass that is read nowhere. */
const strictLanguages = new Set(['go'])

/** Languages in which something can be asked of what is nil. */
const tolerantLanguages = new Set(['go'])

/** What control flow tells of each function for itself: stores that nobody reads, code that nothing leads to, reads of what is not there yet. */
export function findLocal(subject: LocalSubject, languageId: string): Found[] {
  const all = everyFunction(subject.unit)
  // What is written while a file is loaded may be read from elsewhere, and what is read may come from there.
  const isFile = (within: FunctionIr): boolean => within.name === '' && subject.unit.functions.includes(within)
  const found = all.flatMap(within => [
    ...(isFile(within) ? [] : findDeadStores(within, subject, strictLanguages.has(languageId))),
    ...findUnreachable(within, subject),
    ...(tolerantLanguages.has(languageId) ? [] : findNull(within, subject)),
    ...(forgetfulLanguages.has(languageId) ? findForgotten(within, subject) : []),
    ...(lateLanguages.has(languageId) && !isFile(within) ? findUnassigned(within, subject) : []),
  ])
  return strictLanguages.has(languageId) ? found.map(one => withoutBreakingFix(one, subject)) : found
}

function everyFunction(unit: UnitIr): FunctionIr[] {
  const all = [...unit.functions, ...unit.classes.flatMap(one => [...one.methods.values()].flat())]
  // Arrays go on with what is added while they are gone through.
  for (const one of all) all.push(...closuresOf(one))
  return all.filter(one => !one.isAbstract)
}

/** Statements that say themselves that nothing should lead there. */
const alarm = /^(?:raise|throw|assert|panic|unreachable|todo)\b/
/** Statements that may take what is thrown inside for themselves, and go on behind. */
const forgiving = new Set(['with_statement'])

function isMeant(node: SyntaxNode): boolean {
  return alarm.test(node.text.slice(0, 20)) || forgiving.has(node.previousSibling?.type ?? '')
}

/** From the first statement that nothing leads to up to the end of those around it. */
function findUnreachable(within: FunctionIr, { unit, root, text }: LocalSubject): Found[] {
  const seen = new Set<number>()
  let last = -1
  return unreachablePlaces(within).flatMap(place => {
    const statement = statementAt(root, place)
    if (!statement || statement.node.hasError || statement.node.startIndex < last) return []
    const { node, among } = statement
    if (isMeant(node)) return []
    if (seen.has(node.startIndex)) return []
    seen.add(node.startIndex)
    const span = { start: node.startIndex, end: among.namedChildren.at(-1)?.endIndex ?? node.endIndex }
    last = span.end
    return [
      {
        rule: 'unreachable-code',
        path: unit.path,
        span,
        message: 'nothing leads here: whatever comes before returns, throws, breaks off or goes round for ever.',
        steps: [],
        isUnnecessary: true as const,
        fix: { title: 'Remove what never runs', span: linesOf(text, span), newText: '' },
      },
    ]
  })
}

function findUnassigned(within: FunctionIr, { unit }: LocalSubject): Found[] {
  const seen = new Set<number>()
  return readsBeforeAssignment(within).flatMap(read => {
    const name = within.variables[read.variable]?.name ?? ''
    if (!/^[\p{L}_]/u.test(name) || seen.has(read.span.start)) return []
    seen.add(read.span.start)
    const message = `\`${name}\` has no value yet here: it is assigned further down only, on every path that leads here.`
    return [{ rule: 'used-before-assignment', path: unit.path, span: read.span, message, steps: [] }]
  })
}

function findNull(within: FunctionIr, { unit: { path } }: LocalSubject): Found[] {
  return findUsedNull(within).map(({ name, usedAt, checkedAt }) => ({
    rule: 'null-dereference',
    path,
    span: usedAt,
    message: `\`${name}\` has just been found to be null on a way that leads here, and is used as if it were not.`,
    steps: [{ path, span: checkedAt, message: `\`${name}\` is asked for here, and where it is null it goes on` }],
  }))
}

function findForgotten(within: FunctionIr, { unit: { path } }: LocalSubject): Found[] {
  return findLostCauses(within).map(({ name, caughtAt, thrown, thrownAt }) => ({
    rule: 'exception-cause-lost',
    path,
    span: thrownAt,
    message: `\`${thrown}\` is thrown in place of \`${name}\`, and nothing of that one is handed on.`,
    steps: [
      { path, span: caughtAt, message: `\`${name}\` is caught, and nobody reads it` },
      { path, span: thrownAt, message: `\`${thrown}\` knows nothing of it` },
    ],
  }))
}
