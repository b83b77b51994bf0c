import type { EngineRequest, StandInEngine } from '../src/stand-in-engine.ts'

/** Every answer is a different one, so that it can be told of any text whose answer it ends in. */
export interface NumberedAnswers {
  count: number
  /** Whether a text ends in an answer, or its beginning, that was given for the text before it. */
  continues(text: string): boolean
}

/** So much of what stood before the cursor is compared. */
const compared = 24
/** Older answers are shown no more: the language server keeps some hundreds. */
const kept = 5000

/** Has an engine answer calls with a number in them, now and then with several lines. */
export function giveNumberedAnswers(engine: StandInEngine): NumberedAnswers {
  const given = new Map<number, { before: string; answer: string }>()
  const numbered: NumberedAnswers = {
    count: 0,
    continues(text) {
      const compacted = compact(text)
      const number = /.*answer(\d+)x/s.exec(compacted)?.[1]
      const own = given.get(Number(number))
      if (!own) return false
      const start = compacted.lastIndexOf(`answer${number}x`)
      const before = compacted.slice(0, start)
      // In front of a document's beginning the prompt has other code.
      const length = Math.min(before.length, own.before.length)
      return (
        own.answer.startsWith(compacted.slice(start)) &&
        before.slice(start - length) === own.before.slice(own.before.length - length)
      )
    },
  }
  engine.answer = body => {
    const number = ++numbered.count
    const lines = number % 4 === 0 ? ['(alpha, beta)', 'next = step(alpha)', 'done(next)'] : ['(alpha, beta)']
    const answer = `answer${number}x${lines.join('\n')}\n`
    given.set(number, { before: compact(textBefore(body)).slice(-compared), answer: compact(answer) })
    given.delete(number - kept)
    return answer
  }
  return numbered
}

/** The text before the cursor in Qwen's format: before the hole, and on the cursor's line behind the middle mark. */
function textBefore({ prompt = '' }: EngineRequest['body']): string {
  const [before = '', after = ''] = prompt.split('<|fim_suffix|>')
  const start = before.lastIndexOf('<|fim_prefix|>')
  return before.slice(start + '<|fim_prefix|>'.length) + (after.split('<|fim_middle|>')[1] ?? '')
}

/** White space is fitted to the document. */
function compact(text: string): string {
  return text.replaceAll(/\s+/g, '')
}
