import { htmlReport } from './html/html-report.ts'
import { jsonReport } from './json-report.ts'
import { junitReport } from './junit-report.ts'
import { isOwnReport } from './own-report.ts'
import { sampleReport } from './sample-report.ts'
import { sarifReport } from './sarif-report.ts'

test.each([
  ['report.sarif', sarifReport],
  ['report.sarif.json', sarifReport],
  ['report.json', jsonReport],
  ['report.html', htmlReport],
  ['junit.xml', junitReport],
])('%s is known for a report of ours', (name, report) => {
  const text = report(sampleReport())
  expect(isOwnReport({ path: `/project/${name}`, languageId: 'plaintext', text })).toBe(true)
  expect(isOwnReport({ path: '/project/code.py', languageId: 'python', text })).toBe(false)
})

test.each(['{"version": "1.0", "folder": "/a"}', '<!doctype html>\n<html lang="en">', ''])('%s is none', text => {
  for (const ending of ['json', 'sarif', 'html', 'xml'])
    expect(isOwnReport({ path: `/project/a.${ending}`, languageId: 'plaintext', text })).toBe(false)
})
