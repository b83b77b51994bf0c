import type { GrammarName } from './grammars.ts'

/**
 * C and C++ as a grammar can read it: no preprocessor has run, so that words which it would take out or put other words for stand
 * in places where the grammar knows none, and a class whose body has one falls apart. Here blanks stand for those
 * that look like it: alone on a line, before the name of a class, or before and between type and name of a function. Every
 * offset stays what it was.
 */
export function withoutMacros(grammar: GrammarName, text: string): string {
  if ((grammar !== 'c' && grammar !== 'cpp') || !macro.test(text)) return text
  const lines = text.split('\n')
  let before = ''
  let isDirective = false
  return lines
    .map((line, at) => {
      const wasDirective = isDirective && before.endsWith('\\')
      isDirective = wasDirective || /^\s*#/.test(line)
      const plain =
        isDirective || line.length > longestLine || !macro.test(line)
          ? line
          : plainLine(line, before, lines[at + 1] ?? '')
      if (line.trim() !== '') before = line.trimEnd()
      return plain
    })
    .join('\n')
}

/** What is longer has been written by a machine. */
const longestLine = 400
const macro = /\b[A-Z][A-Z0-9_]{2,}\b/
const alone = /^\s*[A-Z][A-Z0-9_]{2,}(?:\s*\([^()]*(?:\([^()]*\)[^()]*)*\))?\s*(?:\/\/.*)?$/
const beforeClassName =
  /(?<=\b(?:class|struct|union|enum)\s+)[A-Z][A-Z0-9_]{2,}(?:\([^()]*\))?(?=\s+[A-Za-z_]\w*\s*(?:final\b\s*)?(?:[:{<]|$))/
const beforeType =
  /(?<=^\s*(?:template\s*<[^<>]*>\s*)?(?:(?:static|inline|extern|virtual|constexpr|friend)\s+)*)[A-Z][A-Z0-9_]{2,}(?:\([^()]*\))?(?=\s+(?:[\w:]+(?:<[^()]*>)?[\s*&]+)+(?:\w+::)*~?\w+\s*\()/
const beforeName = /(?<=[\w>*&]\s+)(?<!\b(?:return|new|else|case|throw|goto)\s+)[A-Z][A-Z0-9_]{2,}(?=\s+[a-z_]\w*\s*\()/

function plainLine(line: string, before: string, after: string): string {
  const isInList =
    /(?<!\b(?:public|private|protected)\s*)[,(=|&+<?:-]$/.test(before) ||
    (line.includes('(') ? /^\s*[,)]/ : /^\s*[},)]/).test(after)
  if (alone.test(line) && !isInList) return blank(line)
  return line.replace(beforeClassName, blank).replace(beforeType, blank).replace(beforeName, blank)
}

function blank(text: string): string {
  return text.replaceAll(/[^\r\n]/g, ' ')
}
