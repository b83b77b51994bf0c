import type { EngineEvent } from '../engines/engine.ts'

/** The answer without the blanks that were held back from its prompt, as far as it has them: the document does already. */
export async function* withoutHeldBack(
  events: AsyncIterable<EngineEvent>,
  heldBack: string,
): AsyncGenerator<EngineEvent, void, void> {
  let left = heldBack.length
  for await (const event of events) {
    if (left === 0 || event.type === 'end') {
      yield event
      continue
    }
    const own = Math.min(left, blanksAtStart(event.text))
    const text = event.text.slice(own)
    left = text === '' ? left - own : 0
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

function blanksAtStart(text: string): number {
  return /^[ \t]*/.exec(text)?.[0].length ?? 0
}
