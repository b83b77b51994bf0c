import type { EngineEvent } from '../engines/engine.ts'

/** What a chat model wrapped into a code fence, without the fence; an answer without one passes unchanged, piece by piece. */
export async function* stripFence(events: AsyncIterable<EngineEvent>): AsyncGenerator<EngineEvent, void, void> {
  let held = ''
  let state: 'start' | 'fenced' | 'plain' | 'over' = 'start'
  for await (const event of events) {
    if (event.type === 'end') {
      if (state !== 'over' && held !== '')
        yield { type: 'delta', text: state === 'fenced' ? held.replace(/\n?`{0,3}$/, '') : held }
      yield event
      return
    }
    if (state === 'over') continue
    held += event.text
    if (state === 'start') {
      if (/^\s*`{0,2}$/.test(held) || /^\s*```[\w+#.-]*$/.test(held)) continue
      const opening = /^\s*```[^\n]*\n/.exec(held)
      state = opening ? 'fenced' : 'plain'
      held = held.slice(opening?.[0].length ?? 0)
    }
    if (state === 'plain') {
      yield { type: 'delta', text: held }
      held = ''
      continue
    }
    const closing = held.indexOf('\n```')
    const isOver = closing >= 0 || held.startsWith('```')
    // The last characters may be the start of the closing fence.
    const safe = closing >= 0 ? closing : isOver ? 0 : held.length - (/\n?`{0,2}$/.exec(held)?.[0].length ?? 0)
    if (safe > 0) yield { type: 'delta', text: held.slice(0, safe) }
    held = held.slice(safe)
    if (isOver) state = 'over'
  }
}
