import type { Value } from './values.ts'

/** Whether what follows a text cannot choose another machine: the text is more than the beginning of an address. */
export function fixesTarget({ constant }: Pick<Value, 'constant'>): boolean {
  return typeof constant !== 'string' || !/^([a-z]+:)?\/*$/i.test(constant)
}
