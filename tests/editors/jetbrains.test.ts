import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root } from '../src/imports.ts'
import { describeUnless } from '../src/skip.ts'
import { feature, type Feature } from './feature.ts'
import { javaTests, readReports, type JavaResult } from './java-tests.ts'

/** What each class of tests over a connection exercises; all others are of the plug-in alone. */
const exercised: Record<string, Feature> = {
  InlineCompletionIT: 'inline completion',
  CompletionListIT: 'completion list',
  DiagnosticsIT: 'diagnostics',
  QuickFixIT: 'quick fix',
  HoverIT: 'hover',
  CodeLensIT: 'code lens',
  CommandsIT: 'commands',
  WorkspaceDiagnosisIT: 'workspace diagnosis',
  ProgressIT: 'progress and cancel',
  StatusIT: 'status',
  SettingsLiveIT: 'settings live',
  GatewayLostIT: 'gateway lost and back',
}

const bridge = path.join(root, 'clients/jetbrains-bridge')
const reportFolders = ['surefire-reports', 'failsafe-reports'].map(name => path.join(bridge, 'plugin/target', name))
const limitMs = 900_000

describeUnless(noMaven())('The JetBrains bridge, built and tested by Maven', () => {
  let build = { code: null as number | null, output: '' }
  let results: JavaResult[] = []

  beforeAll(async () => {
    for (const folder of reportFolders) fs.rmSync(folder, { recursive: true, force: true })
    build = await runMaven('verify')
    results = reportFolders.flatMap(readReports)
  }, limitMs)

  test('is built', () => {
    expect(build).toEqual({ code: 0, output: expect.any(String) as string })
  })

  const tests = javaTests(path.join(bridge, 'plugin/src/test/java'))

  test('has tests of every feature', () => {
    const classes = new Set(tests.map(({ className }) => className))
    expect(Object.keys(exercised).filter(name => !classes.has(name))).toEqual([])
  })

  test.each(tests.filter(({ className }) => !(className in exercised)))('$className: $title', expectPassed)

  for (const one of tests) {
    const name = exercised[one.className]
    if (name === undefined) continue
    feature('JetBrains (LSP4J)', name, `${one.className}: ${one.title}`, () => {
      expectPassed(one)
      return Promise.resolve()
    })
  }

  /** A test of several cases has passed when all of them have. */
  function expectPassed({ className, method }: { className: string; method: string }): void {
    const runs = results.filter(result => result.className === className && result.method === method)
    const problems = runs.filter(({ problem }) => problem !== null).map(({ problem }) => problem)
    expect(problems).toEqual([])
    if (runs.length === 0) throw new Error(`it did not run; what Maven said:\n${build.output.slice(-3000)}`)
  }
})

/** Why the plug-in cannot be built here, or null. */
function noMaven(): string | null {
  const { status, stdout } = spawnSync('mvn', ['-version'], { encoding: 'utf8', shell: process.platform === 'win32' })
  if (status !== 0) return 'there is no Maven on this computer'
  const [, major] = /^Java version: (\d+)/m.exec(stdout) ?? []
  return Number(major) >= 17 ? null : `the JetBrains bridge needs Java 17, and Maven runs on ${major ?? 'none'}`
}

/** Tests that fail do not end it early: each is told of by itself. */
async function runMaven(goal: string): Promise<{ code: number | null; output: string }> {
  const args = ['--batch-mode', '--quiet', '-Dmaven.test.failure.ignore=true', goal]
  const child = spawn('mvn', args, { cwd: bridge, shell: process.platform === 'win32' })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { code, output }
}
