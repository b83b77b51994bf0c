import * as z from 'zod'
import type { Severity } from '../../config.ts'
import { harmless } from '../output/excerpt.ts'

/** What a model has to say of a line of a change. */
export interface ModelRemark {
  /** From the top of the repository. */
  name: string
  /** From 0. */
  line: number
  severity: Severity
  text: string
}

const Remark = z.object({
  file: z.string(),
  line: z.int(),
  severity: z.enum(['error', 'warning', 'information']).catch('information'),
  text: z.string().trim().min(10),
})

/** Of one place; whoever says more says nothing. */
const mostRemarks = 5
/** More of an answer is not looked at, in characters. */
const longestAnswer = 40_000
/** More of a remark is not shown, in characters. */
const longestText = 1000

/**
 * The remarks in a model's answer that name the file that it was shown and a line that `mayBe` meant. All else in it, whatever it
 * is, is as if it had not been said.
 */
export function remarksIn(answer: string, name: string, mayBe: (line: number) => boolean): ModelRemark[] {
  return entriesIn(answer)
    .flatMap(entry => {
      const remark = Remark.safeParse(entry).data
      if (remark?.file !== name || !mayBe(remark.line - 1)) return []
      const { line, severity, text } = remark
      return [{ name, line: line - 1, severity, text: plainText(text) }]
    })
    .slice(0, mostRemarks)
}

/** The first JSON array in a text, in a fence or among words; none where there is no such thing. */
function entriesIn(answer: string): unknown[] {
  const text = answer.slice(0, longestAnswer)
  // Models that think aloud do so before they answer.
  const from = text.indexOf('[', Math.max(0, text.lastIndexOf('</think>')))
  for (let to = text.lastIndexOf(']'), tries = 0; from >= 0 && to > from && tries < 20; tries++) {
    const value = parsed(text.slice(from, to + 1))
    if (Array.isArray(value)) return value
    to = text.lastIndexOf(']', to - 1)
  }
  return []
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Words, and no array: another piece of the answer may be one.
    return null
  }
}

/** Without what steers terminals; its lines stay lines. */
function plainText(text: string): string {
  const cut = text.length > longestText ? `${text.slice(0, longestText)}…` : text
  return cut.split(/\r?\n/).map(harmless).join('\n')
}
