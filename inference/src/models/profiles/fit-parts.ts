import type { PromptParts } from './write-prompt.ts'

/**
 * Fewer characters to a token than code has on average. How a prompt is kept from filling the model's window where its text
 * is denser still is the business of `budgets.ts`.
 */
export const charactersPerToken = 3.5

/**
 * Cuts the parts down to what fits into the model's window. A language server keeps to the model's budgets, so this only
 * concerns other clients. The least costly goes first: context from its start, then the suffix down to a quarter, then
 * the prefix from its start, by whole lines.
 */
export function fitParts(parts: PromptParts, promptTokens: number): PromptParts {
  const room = promptTokens * charactersPerToken
  const own = parts.prefix.length + parts.suffix.length
  const context = [...parts.context]
  let contextLength = context.reduce((sum, { path, text }) => sum + path.length + text.length, 0)
  while (context.length > 0 && own + contextLength > room) {
    const dropped = context.shift()
    contextLength -= dropped ? dropped.path.length + dropped.text.length : 0
  }
  if (own <= room) return { ...parts, context }
  const suffix = firstCharacters(parts.suffix, Math.max(Math.floor(room / 4), room - parts.prefix.length))
  const prefix = lastLines(parts.prefix, room - suffix.length)
  return { ...parts, context, prefix, suffix }
}

/** Never half a character: engines refuse a lone surrogate, or turn it into another character. */
function firstCharacters(text: string, length: number): string {
  const kept = text.slice(0, length)
  return kept.length < text.length && /[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept
}

function lastLines(text: string, length: number): string {
  if (text.length <= length) return text
  const kept = text.slice(text.length - length).replace(/^[\uDC00-\uDFFF]/, '')
  const lineEnd = kept.indexOf('\n')
  // One endless line is cut inside it; there is nothing better.
  return lineEnd < 0 || lineEnd === kept.length - 1 ? kept : kept.slice(lineEnd + 1)
}
