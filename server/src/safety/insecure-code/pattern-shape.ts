/** What could make a pattern take long; for tests. */
export interface PatternShape {
  /** What is repeated without a bound, other than blank space. */
  unbounded: string[]
  /** Groups that are repeated and have a repetition inside: what they match can be divided in too many ways. */
  nested: string[]
}

/** Reads the source of a regular expression as far as repetitions go. */
export function shapeOf(source: string): PatternShape {
  const shape: PatternShape = { unbounded: [], nested: [] }
  const open: { start: number; repeats: boolean }[] = []
  const atoms = /\\(?:[pPk]\{[^}]*\}|u\{[^}]*\}|.)|\[\^?(?:\\.|[^\]\\])*\]|\((?:\?(?:<[=!]|[=!:]|<\w+>))?|\)|[^]/y
  for (let at = 0; at < source.length;) {
    atoms.lastIndex = at
    const atom = atoms.exec(source)?.[0] ?? ''
    if (atom.startsWith('(')) {
      open.push({ start: at, repeats: false })
      at += atom.length
      continue
    }
    const group = atom === ')' ? open.pop() : undefined
    at += atom.length
    const [quantifier = '', fewest, most] = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(source.slice(at)) ?? []
    at += quantifier.length
    const isRepeated = /^[*+{]/.test(quantifier)
    const isUnbounded =
      /^[*+]/.test(quantifier) || (fewest !== undefined && most !== undefined && /,\}/.test(quantifier))
    if (isUnbounded && atom !== '\\s') shape.unbounded.push(source.slice(group?.start ?? at - 20, at))
    if (isRepeated && group?.repeats) shape.nested.push(source.slice(group.start, at))
    const outer = open.at(-1)
    if (outer && (isRepeated || group?.repeats)) outer.repeats = true
  }
  return shape
}
