import { csharpExplanations } from './explanations/csharp.ts'
import { goExplanations } from './explanations/go.ts'
import { javascriptExplanations } from './explanations/javascript.ts'
import { jvmExplanations } from './explanations/jvm.ts'
import { othersExplanations } from './explanations/others.ts'
import { pythonExplanations } from './explanations/python.ts'
import { rustExplanations } from './explanations/rust.ts'
import type { Failure } from './failure.ts'

/** The first that fits holds. */
const explanations = [
  ...pythonExplanations,
  ...jvmExplanations,
  ...javascriptExplanations,
  ...goExplanations,
  ...rustExplanations,
  ...csharpExplanations,
  ...othersExplanations,
]

/** What is known of a failure; null where nothing is. */
export function explanationOf({ format, code, message }: Failure): string | null {
  for (const { formats, code: codeShape, message: messageShape, text } of explanations) {
    if (!formats.includes(format) || (codeShape && !codeShape.test(code ?? ''))) continue
    const match = messageShape ? messageShape.exec(message) : []
    if (!match) continue
    return text.replaceAll(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '')
  }
  return null
}
