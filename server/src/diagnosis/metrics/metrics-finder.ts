import type { Finder } from '../diagnose-file.ts'
import type { Finding } from '../finding.ts'
import { functionsOf, type FunctionMetrics } from './function-metrics.ts'

/** From these on, figures other than complexity are worth a word: far beyond what most guides ask for. */
const mostParameters = 10
const mostLines = 300

/** Finds functions that are hard to follow: their cognitive complexity is above the limit (0: none is), or they are very long or wide. */
export function createMetricsFinder(complexityLimit: number): Finder {
  return {
    name: 'metrics',
    find: subject =>
      complexityLimit === 0
        ? []
        : functionsOf(subject).flatMap(metrics => [
            ...(metrics.cognitive > complexityLimit ? [tooComplex(metrics, complexityLimit)] : []),
            ...(metrics.parameters > mostParameters ? [tooWide(metrics)] : []),
            ...(metrics.lines > mostLines ? [tooLong(metrics)] : []),
          ]),
  }
}

function tooComplex({ name, nameRange, cognitive, increments }: FunctionMetrics, limit: number): Finding {
  return {
    rule: 'complex-function',
    kind: 'metric',
    severity: 'information',
    message: `${subjectOf(name)} is hard to follow: its cognitive complexity is ${cognitive}, and ${limit} is the limit.`,
    range: nameRange,
    steps: increments.map(({ range, by, reason }) => ({ path: null, range, message: `+${by}: ${reason}` })),
    fixes: [],
  }
}

function tooWide({ name, nameRange, parameters }: FunctionMetrics): Finding {
  const message = `${subjectOf(name)} takes ${parameters} parameters: group those that belong together.`
  return { rule: 'many-parameters', kind: 'metric', severity: 'hint', message, range: nameRange, steps: [], fixes: [] }
}

function tooLong({ name, nameRange, lines }: FunctionMetrics): Finding {
  const message = `${subjectOf(name)} has ${lines} lines: its parts are functions of their own.`
  return { rule: 'long-function', kind: 'metric', severity: 'hint', message, range: nameRange, steps: [], fixes: [] }
}

function subjectOf(name: string | null): string {
  return name === null ? 'This function' : `\`${name}\``
}
