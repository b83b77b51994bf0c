import type { GrammarName } from '../../syntax/grammars.ts'
import type { TreeError } from './errors-in-tree.ts'

/** Whether an error is one of the few that a grammar sees in what is right, however the rest of the text reads. */
export function isKnownBug(grammar: GrammarName, text: string, error: TreeError): boolean {
  switch (grammar) {
    case 'bash':
      return error.end > afterTwoDocuments(text)
    case 'go':
      return error.missing === null && emptyLabelled.test(text.slice(Math.max(0, error.start - 200), error.end))
    case 'javascript':
    case 'tsx':
    case 'typescript':
      return error.missing === ';' && isBetweenFields(text, error.start)
    default:
      return false
  }
}

/** A label on the line of other statements, before a statement that is empty. */
const emptyLabelled = /[;{\n]\s*[\p{L}_][\p{L}\p{N}_]*[ \t]*:[ \t]*;\s*$/u

const document = String.raw`(?<!<)<<-?[ \t]*(?:\w+|'[^'\n]*'|"[^"\n]*"|\\\w+)`
const twoDocuments = new RegExp(`^(?![ \\t]*#).*${document}.*${document}`, 'm')

/** Where a line begins that reads two documents from what follows: the grammar knows of one. Infinity where none does. */
function afterTwoDocuments(text: string): number {
  const at = text.search(twoDocuments)
  return at < 0 ? Infinity : at
}

/** A field of a class without a value ends with its line, also where the next one has a computed name. */
function isBetweenFields(text: string, at: number): boolean {
  const before = text.slice(0, at).trimEnd()
  const field = before.slice(before.lastIndexOf('\n') + 1)
  const after = text.slice(before.length)
  return /^\s*(?:static\s+)?#?[\w$]+$/.test(field) && /^[^\S\n]*\n\s*\[/.test(after)
}
