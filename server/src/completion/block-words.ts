import { isCommentLine } from '../syntax/comment-prefix.ts'

/**
 * What begins, continues and ends blocks. In most languages brackets or indentation do; in some it is words, and which
 * they are is known here.
 */
interface BlockWords {
  /** A line that begins a block, whatever it ends with. */
  begins?: RegExp
  /** Its end makes a line the header of a block, besides what does so in every language. */
  header?: RegExp
  /** Goes on with the block that it stands beside, as another branch. */
  branch?: RegExp
  end?: RegExp
}

const words: Record<string, BlockWords> = {
  ruby: {
    begins:
      /^\s*(?:(?:private|protected|public|private_class_method)\s+)?(?:def|class|module|if|unless|while|until|for|case|begin)\b(?!:)|=\s*(?:if|unless|case|begin)\b/,
    header: /(?:\bdo|\{)\s*(?:\|[^|]*\|)?\s*$/,
    branch: /^(?:else|elsif|when|in|rescue|ensure)\b/,
    end: /^end\b/,
  },
  lua: {
    begins: /^\s*(?:local\s+)?function\b|\bfunction\s*\([^)]*\)\s*$/,
    header: /\brepeat\s*$/,
    branch: /^(?:else|elseif)\b/,
    end: /^(?:end|until)\b/,
  },
  shellscript: {
    header: /\bcase\b.*\bin\s*$|^\s*[\w*?.|"'/+-]+\)\s*$/,
    branch: /^(?:else|elif)\b/,
    end: /^(?:fi|done|esac)\b|^;;$/,
  },
  python: { branch: /^(?:except|finally)\b/ },
  php: { branch: /^(?:else|elseif)\b.*:$/, end: /^end(?:if|for|foreach|while|switch)\b/ },
  scala: { header: /\bdef\b.*=\s*$|\bmatch\s*$/, end: /^end\b/ },
  swift: { header: /\{[^}]*\bin\s*$/ },
}

/** In every language a bracket, a colon or an arrow at the end, and a few words. */
const anyHeader = /(?:[{:]|=>|->|\b(?:do|then|begin|else))\s*$/
/** Of lines that are longer, the end tells enough; some have a whole program in them. */
const farEnough = 300
/** A block with its end on the same line, or one that needs none. */
const isWhole = /[\s;]end\b|\bdef\s+[\w.?!]+(?:\([^)]*\))?\s+=\s/

/** Whether the end of a line says that a block follows. */
export function isHeader(line: string, languageId: string): boolean {
  // Prose ends with colons and words like `do` too.
  if (isCommentLine(line, languageId)) return false
  const end = line.slice(-farEnough)
  return anyHeader.test(end) || words[languageId]?.header?.test(end) === true
}

/** Whether a line begins a block by what it begins with, such as a function that needs no bracket. */
export function beginsBlock(line: string, languageId: string): boolean {
  return words[languageId]?.begins?.test(line) === true && !isWhole.test(line)
}

/** Whether a line begins a block that a word has to end, or the indentation alone. */
export function opensByWord(line: string, languageId: string): boolean {
  if (isCommentLine(line, languageId)) return false
  const { header } = words[languageId] ?? {}
  return (
    beginsBlock(line, languageId) || header?.test(line.slice(-farEnough)) === true || /\b(?:do|then)\s*$/.test(line)
  )
}

/** Whether a line, without its indentation, is another branch of the block beside which it stands. */
export function isBranch(content: string, languageId: string): boolean {
  return words[languageId]?.branch?.test(content) === true
}

/** A line of nothing but what closes a block. */
export function isCloser(content: string, languageId: string): boolean {
  return /^[)\]}]+[;,)]*$/.test(content) || isClosingWord(content, languageId)
}

/** A line that closes a block by a word. */
export function isClosingWord(content: string, languageId: string): boolean {
  return (words[languageId]?.end ?? /^(?:end|fi|done|esac)$/).test(content)
}
