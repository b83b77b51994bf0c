import type { Finding } from './finding.ts'
import { withoutTwins } from './twins.ts'

const weaknesses: Record<string, number[]> = {
  'tainted-sql': [89],
  'sql-concatenation': [89],
  'weak-hash': [328],
  'weak-algorithm': [327],
  'empty-catch': [390],
}

function found(rule: string, kind: Finding['kind'], line: number, endLine = line): Finding {
  const range = { start: { line, character: 4 }, end: { line: endLine, character: 9 } }
  return { rule, kind, severity: 'warning', message: rule, range, steps: [], fixes: [] }
}

function left(...findings: Finding[]): string[] {
  return withoutTwins(findings, rule => weaknesses[rule] ?? []).findings.map(one => one.rule)
}

describe('Where a pattern and data flow see the same trouble', () => {
  test('data flow, which knows the way to it, is left', () =>
    expect(left(found('sql-concatenation', 'rule', 3), found('tainted-sql', 'flow', 3))).toEqual(['tainted-sql']))

  test('a special kind of a weakness is the same trouble', () =>
    expect(left(found('weak-algorithm', 'rule', 3), found('weak-hash', 'flow', 3))).toEqual(['weak-hash']))

  test('a statement of several lines is one place', () =>
    expect(left(found('sql-concatenation', 'rule', 3, 6), found('tainted-sql', 'flow', 5))).toEqual(['tainted-sql']))

  test('the finding that is left has the other rule as a second name', () => {
    const flow = found('tainted-sql', 'flow', 3)
    const { aliases } = withoutTwins([found('sql-concatenation', 'rule', 3), flow], rule => weaknesses[rule] ?? [])
    expect([...(aliases.get(flow) ?? [])]).toEqual(['sql-concatenation'])
  })
})

describe('Both are left', () => {
  test('on other lines', () =>
    expect(left(found('sql-concatenation', 'rule', 3), found('tainted-sql', 'flow', 4))).toHaveLength(2))

  test('where they are of different weaknesses', () =>
    expect(left(found('empty-catch', 'rule', 3), found('tainted-sql', 'flow', 3))).toHaveLength(2))

  test('where both are pattern rules', () =>
    expect(left(found('weak-hash', 'rule', 3), found('weak-algorithm', 'rule', 3))).toHaveLength(2))

  test('where nothing is known of the weakness', () =>
    expect(left(found('other', 'rule', 3), found('one', 'flow', 3))).toHaveLength(2))
})
