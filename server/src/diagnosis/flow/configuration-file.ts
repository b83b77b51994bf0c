import { parse } from 'yaml'

/** Deepest and most that is read of a file. */
const deepest = 8
const mostEntries = 5000

/** The texts of a configuration file by their keys; nested ones are joined by dots. Nothing where it cannot be read. */
export function readConfiguration(file: string, text: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>()
  if (/\.ya?ml$|\.json$/.test(file)) addNested(parsed(text), '', entries, 0)
  else readProperties(text, entries)
  return entries
}

function parsed(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 10 })
  } catch {
    // A file that is not well-formed says nothing that could be used.
    return null
  }
}

function addNested(value: unknown, key: string, entries: Map<string, string>, depth: number): void {
  if (entries.size >= mostEntries) return
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    entries.set(key, String(value))
  } else if (value !== null && typeof value === 'object' && depth < deepest) {
    for (const [name, below] of Object.entries(value))
      addNested(below, key === '' ? name : `${key}.${name}`, entries, depth + 1)
  }
}

/** Java's format: `key=value`, `key: value` or `key value`; a backslash at the end goes on in the next line. */
function readProperties(text: string, entries: Map<string, string>): void {
  for (const line of text.replaceAll(/\\\r?\n[ \t]*/g, '').split(/\r?\n/)) {
    const match = /^[ \t]*([^#!\s=:][^\s=:]*)[ \t]*[=: \t][ \t]*(.*)$/.exec(line)
    if (match?.[1] !== undefined && entries.size < mostEntries) entries.set(match[1], (match[2] ?? '').trim())
  }
}
