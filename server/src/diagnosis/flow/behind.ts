import type { Analysis } from './analysis.ts'
import { cleared, type Taint, type Value } from './values.ts'

/**
 * What comes from outside where it stands behind something else. It cannot choose another machine behind more than the beginning of an
 * address; and a text that begins with words is no page, however it goes on.
 */
export function behind(
  taints: readonly Taint[],
  { constant }: Pick<Value, 'constant'>,
  { targetBits, pageBits }: Analysis,
): readonly Taint[] {
  if (taints.length === 0) return taints
  const target = typeof constant !== 'string' || !/^([a-z]+:)?\/*$/i.test(constant) ? targetBits : 0
  const page = typeof constant === 'string' && /^\s*[^<\s?]/.test(constant) ? pageBits : 0
  return (target | page) === 0 ? taints : cleared(taints, target | page)
}
