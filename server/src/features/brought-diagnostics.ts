import type { Diagnostic } from 'vscode-languageserver/node'
import * as z from 'zod'
import { Range } from '../lsp/params.ts'

const Code = z.union([z.string(), z.number()])

/** Longer messages say no more to anybody; a model is shown no more of them. */
const longestMessage = 4000
/** A menu shows no more of a message. */
const longestTitle = 60

/** A diagnostic that the editor brings, whoever it is from; what is not looked at goes back as it came. */
const Brought = z.looseObject({
  range: Range,
  message: z.union([z.string(), z.object({ value: z.string() }).transform(({ value }) => value)]),
  source: z
    .string()
    .optional()
    .catch(() => undefined),
  // Older servers name a rule together with the page about it.
  code: z
    .union([Code, z.object({ value: Code }).transform(({ value }) => value)])
    .optional()
    .catch(() => undefined),
  data: z.unknown().optional(),
})
export type Brought = z.infer<typeof Brought>

/** Those of the diagnostics that an editor brings that can be understood: one that cannot costs none of the others. */
export const BroughtDiagnostics = z
  .array(z.unknown())
  .catch([])
  .transform(all => all.flatMap(one => Brought.safeParse(one).data ?? []))

/** Whoever has found it, with the name of its rule where there is one. */
export function foundBy({ source = 'another tool', code }: Pick<Brought, 'source' | 'code'>): string {
  return cut(code === undefined ? source : `${source} (${code})`, 200)
}

/** What it says, as far as that is worth passing on. */
export function messageOf({ message }: Pick<Brought, 'message'>): string {
  return cut(message, longestMessage)
}

/** The diagnostic as it goes back, for the editor to know which one an action is for. */
export function asSent({ range, message, source, code, ...rest }: Brought): Diagnostic {
  return {
    ...rest,
    range,
    message,
    ...(source === undefined ? {} : { source }),
    ...(code === undefined ? {} : { code }),
  }
}

/** The beginning of a message, for the title of an action. */
export function short(message: string): string {
  return cut(
    message
      .split('\n')
      .find(line => line.trim() !== '')
      ?.trim() ?? '',
    longestTitle,
  )
}

/** A text that is not too long; half a character is left off. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
