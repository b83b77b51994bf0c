import type { Fix } from '../finding.ts'
import type { Subject } from '../subject.ts'
import type { SgNode } from './ast-grep.ts'
import { isMatcher, type Matcher } from './patterns.ts'
import type { FixTemplate } from './rule-file.ts'
import type { Rule } from './rule-set.ts'
import { fillTemplate } from './template.ts'

/** Longest replacement that its title shows whole. */
const mostInTitle = 50

/** A way of mending what a rule has found: a piece of the text by its offsets, and what comes there instead. */
export interface Replacement {
  title: string
  start: number
  end: number
  newText: string
}

/** The ways of mending that a rule gives for what it has found. */
export function fixesOf(rule: Rule, match: SgNode, { text, positionAt }: Pick<Subject, 'text' | 'positionAt'>): Fix[] {
  return replacementsOf(rule, match, text).map(({ title, start, end, newText }) => ({
    title,
    edits: [{ range: { start: positionAt(start), end: positionAt(end) }, newText }],
  }))
}

/** The same by offsets. */
export function replacementsOf({ fix, rewriters, metadata }: Rule, match: SgNode, text: string): Replacement[] {
  // What rewriters would make of the text is not known.
  if (fix === undefined || rewriters !== undefined) return []
  const needed = metadata?.['fix-needs']
  if (needed !== undefined && match.getMatch(needed) === null) return []
  const ways = typeof fix === 'string' ? [{ template: fix }] : Array.isArray(fix) ? fix : [fix]
  return ways.flatMap(({ template, title, expandStart, expandEnd }: FixTemplate) => {
    const newText = fillTemplate(template, match, text)
    if (newText === null) return []
    const range = match.range()
    const start = expanded(match, expandStart, 'start') ?? range.start.index
    const end = expanded(match, expandEnd, 'end') ?? range.end.index
    // A transformation that fits only some of what is found leaves the rest as it is.
    if (text.slice(start, end) === newText || losesComment(match, newText)) return []
    return [{ title: title ?? metadata?.['fix-title'] ?? titleFor(newText), start, end, newText }]
  })
}

/** Whether somebody's words within what is replaced would go with it, unless all of it is to go. */
function losesComment(match: SgNode, newText: string): boolean {
  if (newText.trim() === '' || !/\/\/|\/\*|#|--/.test(match.text())) return false
  return commentsIn(match).some(comment => !newText.includes(comment))
}

function commentsIn(node: SgNode): string[] {
  if (String(node.kind()).includes('comment')) return [node.text()]
  return node.children().flatMap(commentsIn)
}

function titleFor(newText: string): string {
  if (newText.trim() === '') return 'Remove it'
  const isShort = newText.length <= mostInTitle && !newText.includes('\n')
  return isShort ? `Replace with ${newText.trim()}` : 'Replace it as the rule suggests'
}

/** Where an edit begins or ends that takes siblings of the match with it; null where none fits. */
function expanded(match: SgNode, relation: Matcher | undefined, side: 'start' | 'end'): number | null {
  if (relation === undefined) return null
  const { stopBy, ...rule } = relation
  const siblings = side === 'start' ? match.prevAll() : match.nextAll()
  for (const [index, sibling] of siblings.entries()) {
    if (index > 0 && (stopBy === undefined || stopBy === 'neighbor')) return null
    if (sibling.matches({ rule })) {
      const range = sibling.range()
      return side === 'start' ? range.start.index : range.end.index
    }
    if (isMatcher(stopBy) && sibling.matches({ rule: stopBy })) return null
  }
  return null
}
