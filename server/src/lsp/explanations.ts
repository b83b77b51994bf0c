import { LRUCache } from 'lru-cache'
import { explanationMessages, wholeSentences, type ModelQuestion } from '../diagnosis/explanations/model-question.ts'
import { abortable } from '../gateway/abortable.ts'
import { digest } from './diagnosis.ts'
import type { Log } from './log.ts'
import type { Questions } from './questions.ts'

/** Explanations by a model. */
export interface Explanations {
  /**
   * What a model says, as far as it has come in time, in whole sentences; null where it has said nothing. A complete answer is
   * kept: the same question asks nobody. Rejects when the signal aborts, and with a WaylineError when asking fails.
   */
  within(question: ModelQuestion, timeoutMs: number, signal: AbortSignal): Promise<string | null>
}

const mostKept = 200
const tokensPerSentence = 50

export function createExplanations(questions: Questions, log: Log): Explanations {
  const kept = new LRUCache<string, string>({ max: mostKept })

  /** The secrets of all that is said to a model are covered here, whoever asks. */
  async function covered(question: ModelQuestion): Promise<ModelQuestion> {
    await questions.ready()
    const cover = (text: string): string => questions.redact(text, question.languageId)
    const { code, about, problems } = question
    return { ...question, code: cover(code), about: cover(about), problems: problems.map(cover) }
  }

  return {
    async within(question, timeoutMs, signal) {
      signal.throwIfAborted()
      // Whatever takes long, be it the rules for secrets, is part of it.
      const deadline = AbortSignal.timeout(timeoutMs)
      const inTime = AbortSignal.any([signal, deadline])
      let said = ''
      try {
        const messages = explanationMessages(await abortable(covered(question), inTime))
        const key = digest(messages)
        const known = kept.get(key)
        if (known !== undefined) return known
        const maxTokens = question.sentences * tokensPerSentence
        for await (const piece of questions.ask(messages, { maxTokens, signal: inTime })) said += piece
        const whole = wholeSentences(said)
        if (whole !== '') kept.set(key, whole)
      } catch (error) {
        if (signal.aborted || !deadline.aborted) throw error
        log.debug(`A model's explanation took longer than ${timeoutMs} ms.`)
      }
      return wholeSentences(said) || null
    },
  }
}
