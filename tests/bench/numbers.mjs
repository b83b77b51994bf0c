/** Milliseconds of a clock that all processes of a computer share. */
export const now = () => Number(process.hrtime.bigint()) / 1e6

export const pause = ms => new Promise(resolve => setTimeout(resolve, ms))

/** The value below which `percent` of the values lie; NaN of none. */
export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN
}
