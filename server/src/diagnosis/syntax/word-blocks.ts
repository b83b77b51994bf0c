import type { GrammarName } from '../../syntax/grammars.ts'
import { indentationOf } from './open-places.ts'

/** A block that begins on a line and does not end where its indentation says. */
export interface UnendedBlock {
  /** The word or bracket that begins it, and where. */
  opener: string
  start: number
  /** What would end it, and the beginning of the line before which that belongs. */
  closer: string
  before: number
  indentation: string
}

interface BlockForm {
  /** A line that begins a block; its first group is the word. */
  opens: RegExp
  closer: (word: string) => string
  /** Lines on the same level that go on with the block. */
  goesOn: RegExp
}

const braces: BlockForm = { opens: /(\{)\s*(?:\/\/.*)?$/, closer: () => '}', goesOn: /^[})\]]/ }
const forms: Partial<Record<GrammarName, BlockForm>> = {
  ruby: {
    opens: /^\s*(def|class|module|if|unless|while|until|case|begin|for)\b(?!.*\bend\b)|\b(do)\s*(?:\|.*\|)?\s*$/,
    closer: () => 'end',
    goesOn: /^(?:end|else|elsif|when|in|rescue|ensure)\b/,
  },
  lua: {
    opens:
      /^\s*(?:local\s+)?(function)\b(?!.*\bend\b)|^\s*(if|for|while|do|repeat)\b(?!.*\b(?:end|until)\b)|\b(function)\s*\(.*\)\s*$/,
    closer: word => (word === 'repeat' ? 'until true' : 'end'),
    goesOn: /^(?:end|else|elseif|until)\b/,
  },
  bash: {
    opens: /^\s*(if|for|while|until|case)\b(?!.*\b(?:fi|done|esac)\b)|(\{)\s*$/,
    closer: word => ({ if: 'fi', case: 'esac', '{': '}' })[word] ?? 'done',
    goesOn: /^(?:fi|done|esac|else|elif|then|do|\})\b|^\}/,
  },
}

/** More in one file are not told apart. */
const mostBlocks = 12

/** The blocks whose end is missing, as far as indentation tells, those nearest to an offset first. */
export function unendedBlocks(text: string, grammar: GrammarName, near: number): UnendedBlock[] {
  if (grammar === 'python' || grammar === 'json') return []
  const { opens, closer, goesOn } = forms[grammar] ?? braces
  const lines = text.split('\n')
  const starts: number[] = []
  let offset = 0
  for (const line of lines) {
    starts.push(offset)
    offset += line.length + 1
  }
  const blocks: UnendedBlock[] = []
  for (const [at, line] of lines.entries()) {
    const match = line.length > 400 ? null : opens.exec(line)
    // A group that takes no part in the match is undefined, whatever its type says.
    const word = match?.slice(1).find(Boolean)
    if (!match || word === undefined) continue
    const start = (starts[at] ?? 0) + line.indexOf(word, match.index)
    const indentation = indentationOf(text, start)
    const end = endOf(lines, at, indentation)
    const next = lines[end]?.trimStart() ?? ''
    if (end < lines.length && goesOn.test(next) && indentationOf(text, starts[end] ?? 0) === indentation) continue
    blocks.push({
      opener: word,
      start,
      closer: closer(word),
      before: starts[end] ?? text.length,
      indentation: line.slice(0, indentation),
    })
  }
  return blocks.sort((one, other) => Math.abs(one.before - near) - Math.abs(other.before - near)).slice(0, mostBlocks)
}

/** The first line after another that is not indented further; the number of lines where there is none. */
function endOf(lines: readonly string[], from: number, indentation: number): number {
  for (let at = from + 1; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const own = line.length - line.trimStart().length
    if (line.trim() !== '' && own <= indentation) return at
  }
  return lines.length
}
