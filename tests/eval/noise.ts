import type { Hole } from './holes.ts'

/** A true answer as a model might give it, and the place where it is asked for, which the noise may have changed too. */
export interface Noisy {
  hole: Hole
  text: string
}

/** One way in which models disturb an answer. `draw` gives numbers from 0 to 1; null where this noise cannot be made. */
export type Noise = (hole: Hole, draw: () => number) => Noisy | null

/** Every noise, by what it does. */
export const noises: Record<string, Noise> = {
  'none: the answer and no more': hole => ({ hole, text: hole.answer }),

  'goes on with what stands below': hole => ({ hole, text: hole.answer + hole.after.slice(0, 600) }),

  'goes on beyond the block': (hole, draw) => ({
    hole,
    text: `${hole.answer}\n\n${pick(nextFunctions[family(hole)], draw)}`,
  }),

  'says its last line again and again': hole => {
    const last = hole.answer.split('\n').at(-1) ?? ''
    const line = hole.answer.includes('\n') ? last : indentOfLine(hole.before) + last
    return { hole, text: hole.answer + `\n${line}`.repeat(12) }
  },

  'code fence': (hole, draw) => ({
    hole,
    text: `\`\`\`${pick([hole.languageId, ''], draw)}\n${hole.answer}\n\`\`\`${pick(['', '\n', '\nThis completes the function.'], draw)}`,
  }),

  'code fence with its whole lines': hole =>
    isOwnLine(hole) ? { hole, text: `\`\`\`\n${indentOfLine(hole.before)}${hole.answer}\n\`\`\`\n` } : null,

  'leaked special tokens': (hole, draw) => ({
    hole,
    text: `${hole.answer}${pick(marks, draw) ?? ''}${hole.after.slice(0, 80)}`,
  }),

  'leaked mark in front': (hole, draw) => ({ hole, text: (pick(frontMarks, draw) ?? '') + hole.answer }),

  'closing brackets that stand there already': (hole, draw) => typedOver(hole, draw),

  'its indentation again': hole =>
    isOwnLine(hole) && indentOfLine(hole.before) !== ''
      ? { hole, text: indentOfLine(hole.before) + hole.answer }
      : null,

  'tabs for spaces': hole =>
    hasIndentation(hole) && !/^\t/m.test(hole.before + hole.answer)
      ? { hole, text: reindented(hole, unitOf(hole), '\t') }
      : null,

  'spaces for tabs': hole => {
    const unit = unitOf(hole)
    if (!hasIndentation(hole) || /^\t/m.test(hole.before + hole.answer)) return null
    const tabbed = inTabs(hole, unit)
    return tabbed === null ? null : { hole: tabbed, text: reindented(tabbed, '\t', '    ') }
  },

  'the line above again, first': hole => {
    const above = lineAbove(hole)
    if (!isOwnLine(hole) || above.trim().length < 4) return null
    return { hole, text: `${above.trim()}\n${indentOfLine(hole.before)}${hole.answer}` }
  },

  'three lines above again, first': hole => {
    const lines = hole.before.split('\n').slice(0, -1).slice(-3)
    if (!isOwnLine(hole) || lines.length < 3 || lines.join('').trim().length < 12) return null
    return { hole, text: `${lines.join('\n')}\n${indentOfLine(hole.before)}${hole.answer}` }
  },

  'what is typed on the line again': hole => {
    const typed = hole.before.slice(hole.before.lastIndexOf('\n') + 1).trimStart()
    return typed.trim().length < 4 ? null : { hole, text: typed + hole.answer }
  },

  'blanks at the ends of lines': hole => ({ hole, text: `${hole.answer.replaceAll(/(?<=\S)(?=\n)/g, '  ')}   ` }),

  'the bracket that closes the block below': hole => {
    const closer = /^\s*\n[ \t]*[)\]}]+[;,]?(?=\s*(?:\n|$))/.exec(hole.after)?.[0]
    return closer === undefined ? null : { hole, text: hole.answer + closer }
  },

  'talk around a code fence': hole => ({
    hole,
    text: `Here is the completed code:\n\n\`\`\`${hole.languageId}\n${hole.answer}\n\`\`\`\n\nIt does what the comment says.`,
  }),

  'the path comment of the prompt, first': hole => ({
    hole,
    text: `${commentMark(hole)} Path: ${pathOf(hole)}\n${isOwnLine(hole) ? indentOfLine(hole.before) : ''}${hole.answer}`,
  }),

  'the path comment of another file, after': hole => ({
    hole,
    text: `${hole.answer}\n${commentMark(hole)} Path: other/${pathOf(hole)}\n${nextFunctions[family(hole)][0] ?? ''}`,
  }),

  'CRLF in an LF document': hole => ({ hole, text: `${hole.answer}\n`.replaceAll('\n', '\r\n') }),

  'LF in a CRLF document': hole => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n')
    return {
      hole: { ...hole, before: crlf(hole.before), after: crlf(hole.after), answer: crlf(hole.answer) },
      text: `${hole.answer}\n`,
    }
  },

  'invisible characters': (hole, draw) => {
    const at = Math.floor(draw() * hole.answer.length)
    return {
      hole,
      text: `\uFEFF${hole.answer.slice(0, at)}${pick(['\u200B', '\u2060', '\u00AD', '\u0007'], draw)}${hole.answer.slice(at)}`,
    }
  },
}

/** The document's path, as the model is told. */
export function pathOf({ languageId }: Pick<Hole, 'languageId'>): string {
  return `src/solution.${extensions[languageId] ?? 'txt'}`
}

const extensions: Record<string, string> = {
  python: 'py',
  javascript: 'js',
  typescript: 'ts',
  java: 'java',
  cpp: 'cpp',
  go: 'go',
  rust: 'rs',
}

const marks = [
  '<|endoftext|>',
  '<|fim_suffix|>',
  '<fim_middle>',
  '<file_sep>',
  '<|file_sep|>other.txt\n',
  '<｜end▁of▁sentence｜>',
  '<|im_end|>\n',
  '</s>',
  ' <EOT>',
  '[SUFFIX]',
  '<|repo_name|>',
  '<[fim-suffix]>',
  '<|eot_id|>',
  '<end_of_turn>',
]
const frontMarks = ['<|fim_middle|>', '<fim_middle>', '<｜fim▁end｜>', ' <MID>', '<|assistant|>', '<s>']

const nextFunctions: Record<'python' | 'braces', string[]> = {
  python: ['def helper(value):\n    return value + 1\n\n\nprint(helper(2))\n', 'class Other:\n    pass\n'],
  braces: ['}\n\nint helper(int value) {\n    return value + 1;\n}\n', '}\n\n// Another one.\nint other;\n'],
}

function family({ languageId }: Hole): 'python' | 'braces' {
  return languageId === 'python' ? 'python' : 'braces'
}

function commentMark({ languageId }: Hole): string {
  return languageId === 'python' ? '#' : '//'
}

/**
 * The answer's first call is being typed, and the editor has put the closing bracket behind the cursor. The model, which
 * does not care, closes it itself.
 */
function typedOver(hole: Hole, draw: () => number): Noisy | null {
  if (hole.answer.includes('\n') || !/^\s*(?:\n|$)/.test(hole.after)) return null
  const lineStart = hole.before.slice(hole.before.lastIndexOf('\n') + 1)
  const isInString = (at: number): boolean =>
    ((lineStart + hole.answer.slice(0, at)).match(/["'`]/g) ?? []).length % 2 === 1
  const places = [...hole.answer.matchAll(/[([](?=[^)\]])/g)]
    .map(({ index }) => index + 1)
    .filter(at => !isInString(at))
  const at = pick(places, draw)
  if (at === undefined) return null
  const opened = hole.answer.charAt(at - 1)
  const rest = hole.answer.slice(at)
  return {
    hole: {
      ...hole,
      before: hole.before + hole.answer.slice(0, at),
      after: (opened === '(' ? ')' : ']') + hole.after,
      answer: rest,
    },
    text: rest,
  }
}

/** One of the values; undefined of none. */
function pick<T>(values: readonly T[], draw: () => number): T | undefined {
  return values[Math.floor(draw() * values.length)]
}

/** Whether nothing but indentation stands left of the cursor. */
function isOwnLine({ before }: Hole): boolean {
  return before.slice(before.lastIndexOf('\n') + 1).trim() === ''
}

function indentOfLine(before: string): string {
  return /^[ \t]*/.exec(before.slice(before.lastIndexOf('\n') + 1))?.[0] ?? ''
}

function lineAbove({ before }: Hole): string {
  return (
    before
      .split('\n')
      .slice(0, -1)
      .findLast(line => line.trim() !== '') ?? ''
  )
}

function hasIndentation({ answer }: Hole): boolean {
  return /\n[ \t]/.test(answer)
}

/** What one step of indentation is in the document. */
function unitOf({ before, after, answer }: Hole): string {
  const indents = `${before}${answer}${after}`.match(/^ +(?=\S)/gm) ?? []
  const widths = indents.map(indent => indent.length).filter(width => width > 1)
  return ' '.repeat(Math.min(...widths, 4))
}

/** The answer with another step of indentation than the document has. */
function reindented({ answer }: Hole, unit: string, other: string): string {
  return answer.replaceAll(/\n([ \t]+)/g, (_, indent: string) => `\n${restep(indent, unit, other)}`)
}

/** The document and the answer in tabs; null where the indentation is no whole number of steps. */
function inTabs(hole: Hole, unit: string): Hole | null {
  const isEven = [hole.before, hole.answer, hole.after].every(text =>
    (text.match(/(?<=^|\n) +(?=\S)/g) ?? []).every(indent => indent.length % unit.length === 0),
  )
  if (!isEven) return null
  const tabbed = (text: string): string => text.replaceAll(/(?<=^|\n) +/g, indent => restep(indent, unit, '\t'))
  return { ...hole, before: tabbed(hole.before), after: tabbed(hole.after), answer: tabbed(hole.answer) }
}

function restep(indent: string, unit: string, other: string): string {
  return other.repeat(Math.floor(indent.length / unit.length)) + ' '.repeat(indent.length % unit.length)
}
