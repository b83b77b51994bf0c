/** Remembers the last result for as long as the same object is asked about. */
export function once<A extends object, R>(make: (value: A) => R): (value: A) => R {
  let last: { value: A; result: R } | null = null
  return value => {
    if (last?.value !== value) last = { value, result: make(value) }
    return last.result
  }
}
