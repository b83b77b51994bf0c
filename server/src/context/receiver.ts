/** What stands before the dot at the cursor, or null. Of `a.b(c).d` it is what comes last: `b` for the call, `d` for the name. */
export function receiverAt(before: string): string | null {
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const path = /([\w$\])]+)\s*(?:\?\.|\.|::|->|!!\.)\s*\w*$/.exec(line)
  if (!path) return null
  const upTo = line.slice(0, path.index + (path[1]?.length ?? 0))
  const callee = /(\w+)\s*(?:<[^<>]*>)?\s*[([][^()[\]]*[)\]]$/.exec(upTo)?.[1]
  return callee ?? /(\w+)$/.exec(upTo)?.[1] ?? null
}

/** Words that stand where a type stands and are none. */
const noTypes = new Set(
  'return new const let var val def func fn public private protected static final mut ref await async yield export import from else in of as is not and or class struct enum impl type typeof keyof throw throws case this self super None null true false'.split(
    ' ',
  ),
)

/** Types that a name may have, by what is written around it in the same file: no more than a good guess. */
export function typesOf(name: string, text: string): string[] {
  if (!/^\w+$/.test(name)) return []
  const patterns = [
    // name: Type, name: &'a mut Type, name: Optional[Type]
    String.raw`\b${name}\s*[?!]?:\s*(?:&?\s*(?:'\w+\s+)?(?:mut\s+)?)?([A-Za-z_][\w.:]*(?:[<[][\w\s,.:]*)?)`,
    // Type name, Type<Other> name, Type *name
    String.raw`\b([A-Za-z_][\w:]*(?:<[\w\s,.:?]*>)?)[\s*&]+${name}\b\s*[=;,):]`,
    // name = Type(, name = new Type, name := &Type{, let name = Type::new(
    String.raw`\b${name}\s*:?=\s*(?:await\s+|new\s+|&)?([A-Za-z_][\w.]*(?:::\w+)*)\s*(?:<[^<>]*>)?[({]`,
    // Go: name *pkg.Type
    String.raw`\b${name}\s+\*?(?:\w+\.)?([A-Z]\w*)\b`,
  ]
  const found = patterns.flatMap(pattern => lastMatches(text, new RegExp(pattern, 'g')))
  const types = found.flatMap(written => written.match(/[A-Za-z_]\w*/g) ?? [])
  return [...new Set(types)].filter(type => !noTypes.has(type) && type !== name)
}

/** The last few places count: what is nearest above the cursor is what the name means there. */
function lastMatches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].slice(-3).flatMap(([, written]) => (written === undefined ? [] : [written]))
}
