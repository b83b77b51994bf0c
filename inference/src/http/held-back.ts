import type { EngineEvent } from '../engines/engine.ts'

/** The answer without the beginning that was held back from its prompt, where it has it: the document does already. */
export async function* withoutHeldBack(
  events: AsyncIterable<EngineEvent>,
  heldBack: string,
): AsyncGenerator<EngineEvent, void, void> {
  let begun: string | null = heldBack === '' ? null : ''
  for await (const event of events) {
    if (begun === null || event.type === 'end') {
      yield event
      continue
    }
    begun += event.text
    if (begun === '') continue
    const text = begun.startsWith(heldBack) ? begun.slice(heldBack.length) : begun
    begun = null
    if (text !== '') yield { type: 'delta', text }
  }
}

/**
 * What follows the beginning that the answer was required to have; returns whether it has it. Of an answer that has not,
 * nothing is passed on. One that was cut off within it has kept to it as far as it came.
 */
export async function* behindRequiredStart(
  events: AsyncIterable<EngineEvent>,
  start: string,
): AsyncGenerator<EngineEvent, boolean, void> {
  let begun = ''
  let isBehind = false
  for await (const event of events) {
    if (isBehind) {
      yield event
    } else if (event.type === 'end') {
      if (begun === '') return false
      yield event
      return true
    } else {
      begun += event.text
      isBehind = begun.startsWith(start)
      if (!isBehind && !start.startsWith(begun)) return false
      const text = begun.slice(start.length)
      if (text !== '') yield { type: 'delta', text }
    }
  }
  return isBehind
}
