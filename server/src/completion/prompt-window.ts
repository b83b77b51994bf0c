import type { Budgets } from '@wayline/inference/api'
import type { ContextRoom } from '../context/context-blocks.ts'
import { previousLineStart, type Cursor } from './cursor.ts'

export interface PromptWindow {
  prefix: string
  suffix: string
}

/**
 * Estimate; counting tokens would need the model's own vocabulary, which is the gateway's business. It is on the low side
 * for code (`docs/decisions/2026-11-25-ranked-declarations.md`), and the gateway's own: a prompt over its limit would be cut there, at another place for every
 * key.
 */
const charactersPerToken = 3.5
/** What a document leaves over goes to other code in so many steps, so that the room is not another one at every key. */
const steps = 8

/** Characters of the document before and after the cursor, as far as they are known. */
export interface OwnText {
  before: number
  after: number
}

/**
 * How much of the prompt other code may take up, in characters: its share, and what a short document leaves of its own. Small models get no
 * more than the share, since every token costs them time.
 */
export function contextRoom(budgets: Budgets, own: OwnText): ContextRoom {
  const { promptTokens, prefixShare, suffixShare, contextShare, editsShare } = budgets
  const total = promptTokens * charactersPerToken
  const isSmall = editsShare === 0
  const unspent = Math.max(0, total * prefixShare - own.before) + Math.max(0, total * suffixShare - own.after)
  const step = total / steps
  const spare = isSmall ? 0 : step * Math.floor(unspent / step)
  const all = Math.floor(total * (contextShare + editsShare) + spare)
  return { all, kept: isSmall ? all : Math.floor(all + step), edits: Math.floor(total * editsShare) }
}

/**
 * The text around the cursor that goes to the model. Its start moves in steps of several lines, so that from key to key
 * only the end of the prompt changes and the engine keeps what it has computed.
 */
export function promptWindow(cursor: Cursor, budgets: Budgets, contextCharacters: number): PromptWindow {
  const total = budgets.promptTokens * charactersPerToken
  const suffix = wholeLines(cursor.suffix, Math.floor(total * budgets.suffixShare))
  // What context and suffix leave over is worth most right before the cursor.
  const room = Math.max(0, Math.floor(total - contextCharacters - suffix.length))
  return { prefix: cursor.prefix.slice(windowStart(cursor, room)), suffix }
}

/** What `promptWindow` is measured against: so many characters before and after the cursor, wherever that is. */
export function slidingWindow({ prefix, suffix }: Cursor, budgets: Budgets, contextCharacters: number): PromptWindow {
  const total = budgets.promptTokens * charactersPerToken
  const after = suffix.slice(0, Math.floor(total * budgets.suffixShare))
  const room = Math.max(0, Math.floor(total - contextCharacters - after.length))
  return { prefix: prefix.slice(Math.max(0, prefix.length - room)), suffix: after }
}

/** Lines in a step: about a third of the window, as a power of two, so that a small window has small steps. */
export function stepLines(characters: number): number {
  const lines = characters / 40
  return Math.max(1, Math.min(32, 2 ** Math.floor(Math.log2(Math.max(1, lines / 3)))))
}

function windowStart({ prefix, linePrefix, request }: Cursor, room: number): number {
  const first = request.firstLine ?? 0
  if (prefix.length <= room) return 0
  const step = stepLines(room)
  let line = first + countLines(prefix)
  let lineStart = prefix.length - linePrefix.length
  let nearest: number | null = null
  let snapped: number | null = null
  while (prefix.length - lineStart <= room) {
    nearest = lineStart
    if (line % step === 0) snapped = lineStart
    if (lineStart === 0) break
    lineStart = previousLineStart(prefix, lineStart)
    line--
  }
  const start = snapped ?? nearest ?? prefix.length
  // Nothing at all is left where the line above is longer than the window.
  return start < prefix.length ? start : startInsideLine(prefix, room)
}

/** A single line longer than the window, as in minified files: its end, in steps, and never half a surrogate pair. */
function startInsideLine(prefix: string, room: number): number {
  const step = Math.max(1, Math.floor(room / 4))
  const start = Math.ceil((prefix.length - room) / step) * step
  const code = prefix.charCodeAt(start)
  return code >= 0xdc00 && code <= 0xdfff ? start + 1 : start
}

/** At most so many characters, ended at a line break where there is one. */
function wholeLines(text: string, limit: number): string {
  if (text.length <= limit) return text
  const end = text.lastIndexOf('\n', limit)
  if (end > 0) return text.slice(0, end)
  const code = text.charCodeAt(limit)
  return text.slice(0, code >= 0xdc00 && code <= 0xdfff ? limit - 1 : limit)
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}
