import { likelihood } from './taste.ts'

/** Something that happened so many times. */
export interface Example {
  features: string[]
  isAccepted: boolean
  weight: number
}

export interface Regression {
  bias: number
  weights: Record<string, number>
}

/** Pulls each weight to zero as much as a few examples would: a feature seen twice says little. */
const penalty = 1
/** The bias is what all have in common, and is not to be pulled anywhere. */
const biasPenalty = 1e-6
const mostSteps = 25
/** Smaller steps change no likelihood that anybody would notice. */
const smallestStep = 1e-4
/** Newton's steps are right near the goal, and may be far too long elsewhere. */
const longestStep = 2

/** Fits an L2-regularised logistic regression by Newton's method; yields between examples. */
export function* fitRegression(examples: Example[]): Generator<void, Regression> {
  const names = [...new Set(examples.flatMap(({ features }) => features))]
  const columns = new Map(names.map((name, index) => [name, index + 1]))
  // The bias is a feature that all have.
  const rows = examples.map(({ features, isAccepted, weight }) => {
    const known = features.flatMap(feature => columns.get(feature) ?? [])
    return { columns: [0, ...known], target: isAccepted ? 1 : 0, weight }
  })
  const penalties = [biasPenalty, ...names.map(() => penalty)]
  let values = penalties.map(() => 0)
  for (let count = 0; count < mostSteps; count++) {
    const slopes = values.map((value, index) => value * (penalties[index] ?? 0))
    const curvatures = penalties.map((own, index) => penalties.map((_, other) => (index === other ? own : 0)))
    for (const { columns, target, weight } of rows) {
      const expected = likelihood(columns.reduce((sum, column) => sum + (values[column] ?? 0), 0))
      const curvature = weight * expected * (1 - expected)
      for (const one of columns) {
        add(slopes, one, weight * (expected - target))
        const line = curvatures[one] ?? []
        for (const other of columns) add(line, other, curvature)
      }
      yield
    }
    const step = solve(curvatures, slopes)
    const longest = Math.max(...step.map(Math.abs))
    const share = Math.min(1, longestStep / longest)
    values = values.map((value, index) => value - share * (step[index] ?? 0))
    if (longest < smallestStep) break
  }
  const [bias = 0, ...weights] = values
  return { bias, weights: Object.fromEntries(names.map((name, index) => [name, weights[index] ?? 0])) }
}

function add(list: number[], index: number, value: number): void {
  list[index] = (list[index] ?? 0) + value
}

/** Solves linear equations by elimination. No pivot needs to be looked for: curvatures with a penalty are positive. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0])
  for (const [column, pivot] of rows.entries()) {
    for (const row of rows) {
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1)
      if (row === pivot || factor === 0) continue
      for (let at = column; at < row.length; at++) add(row, at, -factor * (pivot[at] ?? 0))
    }
  }
  return rows.map((row, index) => (row.at(-1) ?? 0) / (row[index] ?? 1))
}
