import { agreement, annotatedLines } from './annotated-lines.ts'

const text = ['# find: 89, 564', 'run(a)', '# fine: 89', 'run(b)', 'run(c)'].join('\n')

test('a comment is about the line below it', () => {
  expect(annotatedLines(text)).toEqual([
    { line: 1, end: 2, kind: 'find', cwe: [89, 564] },
    { line: 3, end: 5, kind: 'fine', cwe: [89] },
  ])
})

test('a defect is found by what names it, and a look-alike flagged by whatever is on its line', () => {
  const of = (line: number, cwe: number): [number, number] => {
    const { missed, flagged } = agreement(annotatedLines(text), [{ line, cwe: [cwe] }])
    return [missed.length, flagged.length]
  }
  expect(of(1, 564)).toEqual([0, 0])
  expect(of(1, 79)).toEqual([1, 0])
  expect(of(3, 79)).toEqual([1, 1])
  expect(of(4, 89)).toEqual([1, 0])
})
