import type * as z from 'zod'

/** JSON that a tool has printed, of the shape that it documents; null for anything else. */
export function printedJson<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(text.replace(/^\uFEFF/, ''))).data ?? null
  } catch {
    // It is no JSON: whoever asked says so.
    return null
  }
}

/** The JSON objects that stand one in a line; lines of another shape are passed over. */
export function printedJsonLines<T>(text: string, schema: z.ZodType<T>): T[] {
  return text.split('\n').flatMap(line => (line.startsWith('{') ? (printedJson(line, schema) ?? []) : []))
}

/** Lines that a pattern with named groups matches. Cost is bounded by the length of the lines. */
export function printedLines(text: string, pattern: RegExp): Record<string, string | undefined>[] {
  return text.split(/\r?\n/).flatMap(line => {
    const groups = line.length > longestLine ? undefined : pattern.exec(line)?.groups
    return groups ? [groups] : []
  })
}

const longestLine = 4000
