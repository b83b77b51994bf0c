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
