import type { Place } from '../workspace-index/symbol-index.ts'
import type { ContextPart } from './context-part.ts'

/** What a part costs besides its own text: its path, and how the gateway sets it off. */
const partOverhead = 12
/** Longer heads say at their beginning what matters. */
const longestHead = 140

export interface OutlineOptions {
  room: number
  nameOf: (path: string) => string
}

/**
 * The first of the places that there is room for, as one outline for each file. What goes into it is decided by rank; how it
 * stands there is not: files by their names, declarations as in the file, so that the same set is always the same text.
 */
export function outlineParts(places: Place[], { room, nameOf }: OutlineOptions): ContextPart[] {
  const files = new Map<string, Place[]>()
  let left = room
  const seen = new Set<string>()
  for (const place of places) {
    const { path, declaration } = place
    const line = lineOf(place)
    const key = `${path}\n${line}`
    if (seen.has(key)) continue
    const isNewFile = !files.has(path)
    const cost =
      line.length +
      1 +
      (isNewFile ? nameOf(path).length + partOverhead : 0) +
      headCost(files.get(path) ?? [], declaration)
    if (cost > left) continue
    left -= cost
    seen.add(key)
    files.set(path, [...(files.get(path) ?? []), place])
    if (left < 20) break
  }
  return [...files]
    .map(([path, chosen]) => ({ path: nameOf(path), kind: 'declaration' as const, text: outline(chosen) }))
    .sort((one, other) => (one.path < other.path ? -1 : 1))
}

function outline(chosen: Place[]): string {
  const lines: string[] = []
  let container: string | null = null
  for (const place of chosen.toSorted((one, other) => one.declaration.line - other.declaration.line)) {
    const { declaration } = place
    if (
      declaration.container !== container &&
      declaration.container !== null &&
      !isShown(chosen, declaration.container)
    )
      lines.push(declaration.container)
    container = declaration.container
    lines.push(lineOf(place))
  }
  return `${lines.join('\n')}\n`
}

/** The name of what a member belongs to stands above it, once. */
function headCost(chosen: Place[], { container }: Place['declaration']): number {
  if (container === null || isShown(chosen, container)) return 0
  return chosen.some(({ declaration }) => declaration.container === container) ? 0 : container.length + 1
}

function isShown(chosen: Place[], container: string): boolean {
  return chosen.some(({ declaration }) => declaration.name === container && declaration.container === null)
}

/** Who may see it need not be said: what is shown can be seen. */
const visibility = /^(?:(?:export|declare|public|protected|internal|inline|pub(?:\([^)]*\))?) )+/

function lineOf({ declaration: { signature, container } }: Place): string {
  const bare = signature.replace(visibility, '')
  const head = bare.length <= longestHead ? bare : `${bare.slice(0, longestHead - 1)}…`
  return container === null ? head : `  ${head}`
}
