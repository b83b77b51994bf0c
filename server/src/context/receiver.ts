/** One step of what stands before the dot at the cursor: of `basket.items().` it is `basket`, then `items`, which is called. */
export interface Link {
  name: string
  isCalled: boolean
}

/** So much of the text before the cursor is looked at: an expression that is longer is followed from its middle. */
const longest = 2000
const connector = /(?:\?\.|!!\.|!\.|\.|::|->)\s*$/

/**
 * What stands before the dot at the cursor, first things first; null where no dot is. What is called, indexed or in parentheses is followed
 * by its brackets, over line ends too, as calls are often chained from line to line.
 */
export function receiverAt(before: string): Link[] | null {
  const upTo = before.slice(-longest).replace(/\w*$/, '')
  const dot = connector.exec(upTo)
  if (!dot) return null
  const links: Link[] = []
  let rest = upTo.slice(0, dot.index)
  for (;;) {
    const { link, start } = linkAtEnd(rest)
    if (link === null) break
    links.unshift(...link)
    rest = rest.slice(0, start)
    const next = connector.exec(rest)
    if (!next) break
    rest = rest.slice(0, next.index)
  }
  return links.length === 0 ? null : links
}

function linkAtEnd(text: string): { link: Link[] | null; start: number } {
  let rest = text.replace(/[\s?!]+$/, '')
  let isCalled = false
  while (/[)\]}]$/.test(rest)) {
    const open = openingOf(rest)
    if (open < 0) return { link: null, start: 0 }
    const inside = rest.slice(open + 1, -1)
    const isCall = rest.endsWith(')')
    const head = rest.slice(0, open).trimEnd()
    rest = withoutTypeArguments(head)
    // In parentheses stands an expression of its own, such as `(await basket)`, or a cast.
    if (isCall && !/[\w$\])]$/.test(rest)) return { link: insideParentheses(inside), start: head.length }
    isCalled ||= isCall
  }
  const name = /[A-Za-z_$][\w$]*$/.exec(withoutTypeArguments(rest))
  if (!name) return { link: null, start: 0 }
  return { link: [{ name: name[0], isCalled }], start: name.index }
}

function insideParentheses(inside: string): Link[] | null {
  const type = /^\s*\(([A-Z]\w*)[^()]*\)|\bas\s+&?([A-Z]\w*)/.exec(inside)
  const name = type?.[1] ?? type?.[2]
  return name === undefined ? receiverAt(`${inside}.`) : [{ name, isCalled: false }]
}

function withoutTypeArguments(text: string): string {
  return text.replace(/(?:::)?<[^<>()]*(?:<[^<>()]*>[^<>()]*)*>$/, '')
}

/** Where the bracket opens that the last character closes; −1 if it does not. */
function openingOf(text: string): number {
  let depth = 0
  for (let at = text.length - 1; at >= 0; at--) {
    const character = text.charAt(at)
    if (')]}'.includes(character)) depth++
    else if ('([{'.includes(character) && --depth === 0) return at
  }
  return -1
}
