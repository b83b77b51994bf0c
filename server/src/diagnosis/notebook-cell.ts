/** What begins a line that the notebook's kernel reads, and Python does not: a magic, a shell command, a question. */
const magic = /^\s*(?:%{1,2}[A-Za-z_]|!(?!=)|\?)|^[^#'"]*\?\??\s*$/
/** What is assigned from one: `files = !ls`. */
const assigned = /^(\s*[\w.,\s]+=\s*)([!%].*)$/
/** Magics of a whole cell whose rest is Python all the same. */
const stillPython = /^\s*%%(?:time|timeit|capture|prun|memit|mprun|lprun|debug)\b/

/**
 * The text of a notebook's cell as Python: each line that is for the kernel is a statement that does nothing, of the same length, so that every
 * place stays what it is. A cell in another language is empty lines.
 */
export function asPython(text: string): string {
  const lines = text.split('\n')
  const first = lines.find(line => line.trim() !== '') ?? ''
  if (/^\s*%%/.test(first) && !stillPython.test(first)) return lines.map(() => '').join('\n')
  if (!/[%!?]/.test(text)) return text
  let isContinued = false
  const literal = { quote: '' }
  return lines
    .map(line => {
      // What stands in a text over several lines is nobody's command.
      const isInText = literal.quote !== ''
      const isMagic = !isInText && (isContinued || magic.test(line) || assigned.test(line))
      if (!isMagic) {
        follow(line, literal)
        return line
      }
      const wasContinued = isContinued
      isContinued = line.trimEnd().endsWith('\\')
      // The rest of a command is no statement of its own.
      if (wasContinued) return line.replace(/\S/, '#')
      const [, before = '', command] = assigned.exec(line) ?? []
      return command === undefined ? nothing(line) : before + nothing(command)
    })
    .join('\n')
}

/** `...` and a comment, behind the same indentation. */
function nothing(line: string): string {
  const indent = /^\s*/.exec(line)?.[0] ?? ''
  const rest = line.slice(indent.length).replace(/\r$/, '')
  const end = line.endsWith('\r') ? '\r' : ''
  if (rest.length < 3) return `${indent}${'0'.padEnd(rest.length).slice(0, rest.length)}${end}`
  const tail = rest.slice(3)
  return `${indent}...${tail === '' ? '' : `#${tail.slice(1)}`}${end}`
}

/** Keeps which triple quote is open at the end of a line. */
function follow(line: string, literal: { quote: string }): void {
  for (const [mark] of line.matchAll(/\\.|'''|"""|#/g)) {
    if (mark === '#' && literal.quote === '') return
    if (mark !== "'''" && mark !== '"""') continue
    if (literal.quote === '') literal.quote = mark
    else if (literal.quote === mark) literal.quote = ''
  }
}
