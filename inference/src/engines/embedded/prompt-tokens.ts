import type { Token, Tokenizer } from 'node-llama-cpp'

/**
 * Tokens of a prompt in which only the given marks are special tokens. Everything else is text, so that `<|im_end|>` in
 * somebody's source stays six characters of source.
 */
export function promptTokens(tokenizer: Tokenizer, prompt: string, marks: string[], bos: Token | null): Token[] {
  const tokens = splitAtMarks(prompt, marks).flatMap(({ text, isMark }) => tokenizer(text, isMark))
  return bos === null ? tokens : [bos, ...tokens]
}

/** The prompt in pieces, marks apart from text. */
export function splitAtMarks(prompt: string, marks: string[]): { text: string; isMark: boolean }[] {
  if (marks.length === 0) return prompt === '' ? [] : [{ text: prompt, isMark: false }]
  const longestFirst = [...marks].sort((a, b) => b.length - a.length)
  const pattern = new RegExp(`(${longestFirst.map(escape).join('|')})`)
  return prompt
    .split(pattern)
    .map((text, index) => ({ text, isMark: index % 2 === 1 }))
    .filter(({ text }) => text !== '')
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
