/** A line of a file that a comment above it says something of. */
export interface AnnotatedLine {
  /** From 0. */
  line: number
  /** Up to here, the next such line, what is found belongs to it. */
  end: number
  /** A defect that is to be found, or code that only looks like one. */
  kind: 'find' | 'fine'
  /** One of these has to be the defect's number in the Common Weakness Enumeration. */
  cwe: readonly number[]
}

/** What is found in a file, as far as it matters here. */
export interface FoundLine {
  line: number
  cwe: readonly number[]
}

/** How well what is found agrees with annotations. */
export interface Agreement {
  toFind: number
  missed: AnnotatedLine[]
  fine: number
  flagged: AnnotatedLine[]
}

const mark = /^\s*(?:\/\/|#|\/\*|\{\/\*)\s*(find|fine): (\d[\d, ]*)/

/** Reads comments such as `// find: 89` and `# fine: 327, 328`, each of which is about the line below it. */
export function annotatedLines(text: string): AnnotatedLine[] {
  const lines = text.split('\n')
  const marks = lines.flatMap((content, line) => {
    const [, kind, numbers = ''] = mark.exec(content) ?? []
    if (kind !== 'find' && kind !== 'fine') return []
    return [{ line: line + 1, kind, cwe: numbers.split(',').map(Number) } as const]
  })
  return marks.map((own, at) => ({ ...own, end: (marks[at + 1]?.line ?? lines.length + 1) - 1 }))
}

/** A look-alike is flagged by whatever is found on its line, a defect found only by what names it. */
export function agreement(lines: readonly AnnotatedLine[], found: readonly FoundLine[]): Agreement {
  const isFound = ({ line, end, cwe }: AnnotatedLine): boolean =>
    found.some(other => other.line >= line && other.line < end && other.cwe.some(number => cwe.includes(number)))
  const isFlagged = ({ line }: AnnotatedLine): boolean => found.some(other => other.line === line)
  const toFind = lines.filter(({ kind }) => kind === 'find')
  const fine = lines.filter(({ kind }) => kind === 'fine')
  return {
    toFind: toFind.length,
    missed: toFind.filter(line => !isFound(line)),
    fine: fine.length,
    flagged: fine.filter(isFlagged),
  }
}
