import { sampleReport } from '../server/src/diagnosis/output/sample-report.ts'
import { sarifReport } from '../server/src/diagnosis/output/sarif-report.ts'
import { sarifProblems } from './src/sarif-schema.ts'

const report = sampleReport()

test('a SARIF report conforms to the official schema, whatever it tells', () => {
  expect(sarifProblems(JSON.parse(sarifReport(report)))).toEqual([])
})

test('so does one without findings', () => {
  expect(sarifProblems(JSON.parse(sarifReport({ ...report, findings: [], failures: [] })))).toEqual([])
})

test('the schema can tell that a report does not conform', () => {
  const log = sarifReport(report).replaceAll('"startLine": 1,', '"startLine": 0,').replaceAll('"text"', '"texts"')
  expect(sarifProblems(JSON.parse(log)).length).toBeGreaterThan(1)
})
