import type { Frame } from './frame.ts'
import type { Span } from './ir.ts'
import { contents, type State } from './state.ts'
import type { ObjectId, Value } from './values.ts'

/** Tells of what was opened in a function, and is neither closed nor handed on when it returns. */
export function reportUnclosed(returned: Value | null, at: Span, state: State, frame: Frame): void {
  // Whoever calls a function from here closes what it opens, or has been told.
  if (frame.caller) return
  const kept = new Set<ObjectId>()
  if (returned) keep(returned, state, kept)
  keep(frame.self, state, kept)
  for (const [id, object] of state.heap) {
    if (!object.openedAt || kept.has(id)) continue
    frame.analysis.report({
      rule: 'resource-not-closed',
      path: frame.unit.path,
      span: object.openedAt,
      message: 'What is opened here is not closed on every way out of the function.',
      steps: [{ path: frame.unit.path, span: at, message: 'here the function ends and it is still open' }],
    })
  }
}

function keep(value: Value, state: State, kept: Set<ObjectId>): void {
  for (const id of [...value.objects, ...(value.closure?.cells ?? [])]) {
    if (id === null) continue
    if (kept.has(id)) continue
    kept.add(id)
    const object = state.heap.get(id)
    if (object) for (const held of contents(object)) keep(held, state, kept)
  }
}
