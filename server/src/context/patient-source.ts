import type { ContextQuery } from './context-document.ts'
import type { ContextPart } from './context-part.ts'

/** Something that knows of other code. What is not there in time is left out. */
export type ContextSource = (query: ContextQuery) => ContextPart[] | Promise<ContextPart[]>

export interface Patience {
  ms: number
  after: (delayMs: number, run: () => void) => () => void
  /** What was left out is there now: ask again. */
  onLate: () => void
}

/**
 * The same source, of which nobody waits longer than this; one that fails or dawdles costs its own pieces only. It is
 * asked one question at a time: what it found too late is the answer to the next question about the same document, so
 * that on a busy machine questions neither pile up nor stay without an answer for ever.
 */
export function patientSource(source: ContextSource, { ms, after, onLate }: Patience): ContextSource {
  let asked: { uri: string; answer: Promise<ContextPart[]>; isLate: boolean; isThere: boolean } | null = null

  function ask(query: ContextQuery): NonNullable<typeof asked> {
    // There is nobody to tell of a failure: a completion without this source is still a completion.
    const answer = Promise.resolve(query)
      .then(source)
      .catch((): ContextPart[] => [])
    const question = { uri: query.document.uri, answer, isLate: false, isThere: false }
    void answer.then(() => {
      question.isThere = true
      if (question.isLate && asked === question) onLate()
    })
    return question
  }

  return async query => {
    const isOfAnother = asked?.uri !== query.document.uri
    if (asked && isOfAnother && !asked.isThere) return []
    const question = asked && !isOfAnother ? asked : ask(query)
    asked = question
    let stop: () => void = () => undefined
    const late = new Promise<null>(resolve => {
      stop = after(ms, () => {
        question.isLate = true
        resolve(null)
      })
    })
    const found = await Promise.race([question.answer, late])
    stop()
    if (found !== null && asked === question) asked = null
    return found ?? []
  }
}
