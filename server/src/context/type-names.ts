/** Words that stand where a type stands and are none. */
const noTypes = new Set(
  'extends implements permits with return new const let var val def fn func fun function public private protected internal static final abstract override virtual inline constexpr explicit extern friend readonly open sealed suspend mut ref dyn impl await async yield export default declare import from else in out of as is not and or class struct enum interface trait type typeof keyof typename template throw throws case where this self super unsafe pub crate auto void int bool boolean string number float double char long short unsigned size_t any unknown never usize u8 u32 u64 i32 i64 str error None null undefined true false'.split(
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
    // name = Type(, name = new Type, name := &Type{, let name = Type::new(, name = make_type(
    String.raw`\b${name}\s*:?=\s*(?:await\s+|new\s+|&)?([A-Za-z_][\w.]*(?:(?:::|->)\w+)*)\s*(?:<[^<>]*>)?[({]`,
    // Go: name *pkg.Type
    String.raw`\b${name}\s+\*?(?:\[\])?\*?(?:\w+\.)?([A-Z]\w*)\b`,
    // T extends Type
    String.raw`\b${name}\s+extends\s+([A-Z]\w*)`,
  ]
  return typeNamesIn(patterns.flatMap(pattern => lastMatches(text, new RegExp(pattern, 'g'))).join(' ')).filter(
    type => type !== name,
  )
}

/** What a call of a function gives, by its head, or what a field holds. */
export function resultTypes(head: string, name: string): string[] {
  const at = head.search(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`))
  if (at < 0) return []
  const [before, after] = [head.slice(0, at), head.slice(at + name.length)]
  const parameters = /^\s*(?:<[^()]*>|\[[^()]*\])?\s*\(/.exec(after)
  const behind = parameters ? behindParentheses(after.slice(parameters[0].length)) : after
  const types = typeNamesIn(behind.replace(/\b(?:where|throws|requires)\b.*$/, ''))
  return types.length > 0 ? types : typeNamesIn(before.replaceAll(/\([^()]*\)|@\w+/g, ' '))
}

/** What a type is made from: whatever its head names after its own name. */
export function basesIn(head: string, name: string): string[] {
  const at = head.indexOf(name)
  return at < 0
    ? []
    : typeNamesIn(head.slice(at + name.length).replace(/^\s*<[^<>]*>/, '')).filter(base => base !== name)
}

/** The type whose body the text ends in, as far as indentation and heads tell; the nearest first. */
export function enclosingTypes(before: string): string[] {
  const heads = lastMatches(
    before,
    /^[^\S\n]*(?:[\w()]+[^\S\n]+)*?(?:class|struct|interface|trait|impl|object|enum|extension)\b([^\n;]*)/gm,
  )
  const outside = lastMatches(before, /^[^\s#/][^\n;=(]*?\b(\w+)(?:<[^<>\n]*>)?::~?\w+\s*\(/gm)
  const own = heads.flatMap(head => {
    const plain = head.replace(/^\s*<[^{]*?>(?=\s)/, '').replace(/^.*?\bfor\s+/, '')
    return /[A-Za-z_]\w*/.exec(plain)?.[0] ?? []
  })
  return [...new Set([...outside.slice(0, 1), ...own.slice(0, 1)])]
}

function typeNamesIn(written: string): string[] {
  return [...new Set(written.match(/[A-Za-z_]\w*/g))].filter(type => !noTypes.has(type))
}

function behindParentheses(text: string): string {
  let depth = 1
  let at = 0
  for (; at < text.length && depth > 0; at++) {
    const character = text.charAt(at)
    if (character === '(') depth++
    else if (character === ')') depth--
  }
  return text.slice(at)
}

/** The last few places count, the last one first: what is nearest above the cursor is what the name means there. */
function lastMatches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)]
    .slice(-3)
    .reverse()
    .flatMap(([, written]) => (written === undefined ? [] : [written]))
}
