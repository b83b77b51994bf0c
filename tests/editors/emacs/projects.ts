import type { Home } from '../../src/home.ts'

/** Two statements that nobody wants to keep, each with a fix. */
export const twoDebuggers = `function one() {
  debugger
  return 1
}

function two() {
  debugger
  return 2
}
`

/** A function that waits for what is behind \`return\`. */
export const prices = `def add(a, b):
    return a + b


def subtract(a, b):
    return
`

/** Files enough for a diagnosis of some seconds. */
export function longProject(home: Home): void {
  for (let at = 0; at < 300; at++) home.write(`long/f${at}.py`, `x = ${at}\n`.repeat(400))
}
