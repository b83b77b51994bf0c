import { githubReport } from './github-report.ts'
import { gitlabReport } from './gitlab-report.ts'
import { htmlReport } from './html/html-report.ts'
import { jsonReport } from './json-report.ts'
import { junitReport } from './junit-report.ts'
import { reported } from './report.ts'
import { hostilePath, sampleReport } from './sample-report.ts'
import { sarifReport } from './sarif-report.ts'
import { textReport } from './text-report.ts'

const report = sampleReport()

interface Sarif {
  runs: {
    tool: { driver: { rules: { id: string; properties?: { tags: string[] } }[] } }
    results: Record<string, unknown>[]
  }[]
}

function sarifResults(): Record<string, unknown>[] {
  return (JSON.parse(sarifReport(report)) as Sarif).runs[0]?.results ?? []
}

describe('Text', () => {
  test('shows the code with what it is about, the path to it, and a fix', () => {
    expect(textReport(report, { colour: false }).split('\n\n')[0]).toMatchInlineSnapshot(`
     "src/web/show.py:3:9  error  What the request says reaches the page.  [python-xss, CWE-79]
       2 |     name = request.args["name"]
     > 3 |     return render("名" + name)
         |            ^^^^^^^^^^^^^^^^^^^
           1. src/web/show.py:2:9  It comes from the request.
           2. src/web/page.py:5:1  It goes through here.
           Fix: Escape it (--fix)"
    `)
  })

  test('has colour only where it is asked for', () => {
    expect(textReport(report, { colour: false })).not.toContain('\u001b')
    expect(textReport(report, { colour: true })).toContain('\u001b[31merror\u001b[0m')
  })

  test('lets no file steer the terminal', () => {
    // eslint-disable-next-line no-control-regex -- these are what it is about
    expect(textReport(report, { colour: false })).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  })

  test('sums up, and names what was not diagnosed', () => {
    expect(textReport(report, { colour: false }).split('\n\n').at(-1)).toMatchInlineSnapshot(`
     "3 findings in 7 files: 1 error, 1 warning, 1 for information. 1 finding suppressed.
     Not diagnosed: src/huge.py. Diagnosis ended: SIGKILL
     "
    `)
  })
})

describe('JSON', () => {
  test('has every finding with its path from the folder, suppressed ones too', () => {
    const { findings } = JSON.parse(jsonReport(report)) as { findings: { path: string; suppression: object | null }[] }
    expect(findings.map(({ path }) => path)).toEqual([
      'src/web/show.py',
      'src/web/show.py',
      'src/settings.py',
      hostilePath,
    ])
    expect(findings[2]?.suppression).toEqual({ by: 'baseline', reason: 'Kept from before.' })
  })
})

describe('SARIF', () => {
  test('says where a finding is, from the folder', () => {
    expect(sarifResults()[0]?.['locations']).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'src/web/show.py', uriBaseId: '%SRCROOT%' },
          region: { startLine: 3, startColumn: 9, endLine: 3, endColumn: 27 },
        },
      },
    ])
  })

  test('has the steps to a finding as a flow of code that ends at it', () => {
    expect(JSON.stringify(sarifResults()[0]?.['codeFlows'])).toMatch(
      /It comes from.*page\.py.*It goes through here.*reaches the page/,
    )
  })

  test('has what adds to a figure as related places', () => {
    expect(sarifResults()[1]).toMatchObject({ relatedLocations: [{ id: 0, message: { text: '+1' } }] })
    expect(sarifResults()[1]).not.toHaveProperty('codeFlows')
  })

  test('keeps what is suppressed, and says so', () => {
    expect(sarifResults()[2]?.['suppressions']).toEqual([{ kind: 'external', justification: 'Kept from before.' }])
  })

  test('tells the weaknesses of rules as GitHub reads them', () => {
    const rules = (JSON.parse(sarifReport(report)) as Sarif).runs[0]?.tool.driver.rules
    expect(rules?.find(({ id }) => id === 'python-xss')?.properties?.tags).toContain('external/cwe/cwe-079')
  })
})

test('GitHub annotations have one line each, whatever is in a file', () => {
  const lines = githubReport(report).split('\n')
  const commands = lines.filter(line => line.startsWith('::'))
  expect(commands).toHaveLength(3)
  expect(commands[0]).toMatchInlineSnapshot(
    `"::error file=src/web/show.py,line=3,endLine=3,col=9,endColumn=26,title=Text from outside in a page::What the request says reaches the page. [python-xss]"`,
  )
  expect(commands.filter(line => /^::error file=a/.test(line))).toEqual([])
  expect(commands[2]).toMatch(/^::warning file=a<b>&"c'%0A%3A%3Aerror%3A%3Ad%25\/.evil%2C e\.js,line=1,/)
})

test('GitLab gets what it needs of each finding', () => {
  const issues = JSON.parse(gitlabReport(report)) as { fingerprint: string; location: object }[]
  expect(issues[0]).toMatchObject({
    check_name: 'python-xss',
    severity: 'critical',
    location: { path: 'src/web/show.py', lines: { begin: 3, end: 3 } },
  })
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length)
})

test('JUnit has a failed case for each finding, and only characters that XML has', () => {
  const xml = junitReport(report)
  expect(xml.match(/<failure /g)).toHaveLength(3)
  expect(xml.match(/<error /g)).toHaveLength(1)
  // eslint-disable-next-line no-control-regex -- these are what it is about
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Surrogate}/u)
  expect(xml).not.toMatch(/<b>|<img/)
})

describe('The HTML report', () => {
  const page = htmlReport(report)

  test('takes nothing from a file for a tag or a script', () => {
    expect(page).not.toMatch(/<img|<b>|onerror=alert\(1\)>/)
    expect(page.match(/<script>/g)).toHaveLength(1)
    expect(page.match(/<\/script>/g)).toHaveLength(1)
  })

  test('asks the network for nothing', () => {
    expect(page).toContain(`default-src 'none'`)
    expect(page).not.toMatch(/\b(?:src|href)="(?!#)/)
  })

  test('is in English and Chinese', () => {
    expect(page).toContain('<span lang="en">By severity</span><span lang="zh">按严重程度</span>')
  })

  test('lists what counts, and how much does not', () => {
    expect(page.match(/<details class="finding/g)).toHaveLength(3)
    expect(page).toContain('1 <span lang="en">suppressed</span>')
  })
})

test('no report holds a secret whole', () => {
  const source = { path: '/project/a.py', languageId: 'python', text: 'x = 1\nKEY = "abcdefgh"\n' }
  const range = { start: { line: 1, character: 7 }, end: { line: 1, character: 15 } }
  const about = { rule: 'x', kind: 'rule', severity: 'hint', message: '', steps: [], fixes: [] } as const
  const finding = {
    ...about,
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
    steps: [],
    fixes: [],
  }
  const { excerpt } = reported(finding, source, '/project', { fingerprint: '', suppression: null }, [range])
  expect(excerpt.lines).toEqual(['x = 1', 'KEY = "••••••••"'])
})

test('JUnit has as failures only what makes the check fail; the rest is told beside', () => {
  const failures = (failOn?: 'error' | 'never'): number =>
    junitReport({ ...sampleReport(), ...(failOn && { failOn }) }).split('<failure ').length - 1
  const told = junitReport({ ...sampleReport(), failOn: 'never' }).split('<system-out>').length - 1
  expect(failures()).toBeGreaterThan(failures('error'))
  expect(failures('error')).toBeGreaterThan(0)
  expect([failures('never'), told]).toEqual([0, failures()])
})
