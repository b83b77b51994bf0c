import fs from 'node:fs'
import path from 'node:path'

/** A test of JUnit, as its source names it. */
export interface JavaTest {
  className: string
  method: string
  /** The method's name, word by word. */
  title: string
}

/** How one run of a test has ended; a test of several cases has several. */
export interface JavaResult {
  className: string
  method: string
  /** Null where it has passed. */
  problem: string | null
}

/** All tests in the sources below a folder. */
export function javaTests(folder: string): JavaTest[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.java'))
    .sort()
    .flatMap(name => testsOf(path.basename(name, '.java'), fs.readFileSync(path.join(folder, name), 'utf8')))
}

export function testsOf(className: string, source: string): JavaTest[] {
  const methods = source.matchAll(/@(?:Parameterized)?Test\b[\s\S]*?\bvoid (\w+)\(/g)
  return [...methods].map(([, method = '']) => ({ className, method, title: words(method) }))
}

function words(method: string): string {
  return method.replaceAll(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
}

/** What a folder of reports in JUnit's XML says; empty where there is none. */
export function readReports(folder: string): JavaResult[] {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder)
    .filter(name => /^TEST-.*\.xml$/.test(name))
    .flatMap(name => resultsOf(fs.readFileSync(path.join(folder, name), 'utf8')))
}

export function resultsOf(report: string): JavaResult[] {
  return [...report.matchAll(/<testcase name="([^"]*)" classname="([^"]*)"[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/g)].map(
    ([, name = '', type = '', content = '']) => ({
      className: type.replace(/^.*\./, ''),
      method: name.replace(/\W.*$/, ''),
      problem: problemOf(content),
    }),
  )
}

function problemOf(content: string): string | null {
  const [, kind, text] = /<(failure|error|skipped)\b[^>]*?(?:\/>|>([\s\S]*?)<\/\1>)/.exec(content) ?? []
  if (kind === undefined) return null
  return `${kind}: ${text?.replaceAll(/<!\[CDATA\[|\]\]>/g, '') ?? ''}`
}
