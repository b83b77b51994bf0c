import type { RuleInfo } from '../rule-info.ts'

/** What there is to say of findings from figures of functions. */
export const metricRules: readonly RuleInfo[] = [
  {
    id: 'complex-function',
    kind: 'metric',
    severity: 'information',
    title: 'Function that is hard to follow',
    explanation:
      `Cognitive complexity counts what a reader must keep in mind: one for each break in the straight flow, and one more for each level that
it is nested in. It is measured as G. Ann Campbell's white paper "Cognitive Complexity" (SonarSource) defines it.

Turn conditions around and return early, move what is nested deepest into a function with a name, and give long conditions a name. The
setting \`wayline.diagnosis.complexityLimit\` says from where on a function is reported.`.replaceAll(
        /(?<!\n)\n(?!\n)/g,
        ' ',
      ),
    languages: [],
    cwe: [1121],
    owasp: [],
    examples: {
      bad: `function price(order) {
  if (order) {
    for (const item of order.items) {
      if (item.isFree) {
        continue
      } else {
        if (item.discount && !item.isNew || item.isOld) {
          total += item.price * 0.9
        } else {
          total += item.price
        }
      }
    }
  }
}
`,
      good: `function price(order) {
  if (!order) return
  for (const item of order.items) total += priceOf(item)
}
`,
    },
  },
  {
    id: 'many-parameters',
    kind: 'metric',
    severity: 'hint',
    title: 'Function with many parameters',
    explanation:
      'With this many parameters a call says little, and two of the same type are easily swapped. Those that come together belong into an object with a name.',
    languages: [],
    cwe: [1064],
    owasp: [],
    examples: null,
  },
  {
    id: 'long-function',
    kind: 'metric',
    severity: 'hint',
    title: 'Very long function',
    explanation:
      'A function of this length does several things. Each of them can be a function with a name, and a test.',
    languages: [],
    cwe: [1080],
    owasp: [],
    examples: null,
  },
]
