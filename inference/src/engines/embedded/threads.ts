import os from 'node:os'

/**
 * Thread counts worth trying. One core is left to the editor and everything else: with all cores busy llama.cpp's threads
 * wait for each other, which on a machine with other work is ruinous. On big machines half of that is often as fast.
 */
export function threadCandidates(mathCores: number, available: number = os.availableParallelism()): number[] {
  const most = Math.max(1, Math.min(mathCores, available) - 1)
  return [...new Set([most, Math.max(1, Math.ceil(most / 2))])]
}

/** The candidate with the shortest run; a later one must be at least a tenth faster to win. */
export async function fastestThreads(
  candidates: number[],
  measure: (threads: number) => Promise<number>,
): Promise<number> {
  const [first = 1, ...others] = candidates
  if (others.length === 0) return first
  let best = { threads: first, ms: await measure(first) }
  for (const threads of others) {
    const ms = await measure(threads)
    if (ms < best.ms * 0.9) best = { threads, ms }
  }
  return best.threads
}
