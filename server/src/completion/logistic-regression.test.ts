import { fitRegression, type Example, type Regression } from './logistic-regression.ts'
import { likelihoodAt } from './taste.ts'

function fit(examples: Example[]): Regression {
  const fitting = fitRegression(examples)
  for (;;) {
    const step = fitting.next()
    if (step.done) return step.value
  }
}
const seen = (features: string[], accepted: number, rejected: number): Example[] => [
  { features, isAccepted: true, weight: accepted },
  { features, isAccepted: false, weight: rejected },
]

test('of many examples the likelihood is their share', () => {
  const regression = fit([...seen(['a'], 900, 100), ...seen(['b'], 100, 900), ...seen(['c'], 500, 500)])
  expect(['a', 'b', 'c'].map(name => likelihoodAt(regression, [name]).toFixed(2))).toEqual(['0.90', '0.10', '0.50'])
})

test('habits that come together add up', () => {
  const odds = (accepted: number): [number, number] => [accepted, 1000]
  const regression = fit([
    ...seen(['plain', 'short'], ...odds(1000)),
    ...seen(['plain', 'long'], ...odds(500)),
    ...seen(['comment', 'short'], ...odds(200)),
  ])
  expect(likelihoodAt(regression, ['comment', 'long'])).toBeCloseTo(100 / 1100, 1)
})

test('a feature seen once weighs little, even where it is always so', () => {
  const regression = fit([...seen(['usual'], 250, 750), { features: ['rare'], isAccepted: true, weight: 1 }])
  expect(likelihoodAt(regression, ['rare'])).toBeLessThan(0.6)
})

test('what is always so stays finite, and what was never seen weighs nothing', () => {
  const regression = fit([{ features: ['a'], isAccepted: false, weight: 5000 }])
  expect(likelihoodAt(regression, ['a'])).toBeLessThan(0.01)
  expect(Object.values(regression.weights).every(weight => Math.abs(weight) < 50)).toBe(true)
  expect(likelihoodAt(fit([]), ['a'])).toBe(0.5)
})
