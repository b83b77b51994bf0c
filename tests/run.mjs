// `npm test`: builds, checks format, lint and types, and runs every test, going on after a failure. The last line is the sum.
// `npm run test:editors` is the same with real editors instead of everything else; `npm run document-editors` also takes the pictures and the
// table of the README from that run.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.dirname(import.meta.dirname)
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-test-'))
const results = path.join(scratch, 'jest.json')
const sum = { passed: 0, failed: 0, skipped: 0 }
const skips = []

// What is tested is the built program, so it has to be that of these sources.
count(await run('build', 'npm', ['run', 'build', '--silent']))
await fetchModel()
const isDocumenting = process.argv.includes('--document')
const withEditors = isDocumenting || process.argv.includes('--editors')
process.env.WAYLINE_EXERCISED = path.join(scratch, 'exercised.jsonl')
if (isDocumenting) process.env.WAYLINE_PICTURES = path.join(root, 'docs/pictures')
if (!withEditors) {
  await checkSources()
  await run('native tree-sitter', process.execPath, [path.join(root, 'tests/build-native-tree-sitter.mjs')])
}
const jest = [
  'jest',
  '--json',
  `--outputFile=${results}`,
  ...(process.env.CI ? ['--ci'] : []),
  ...(withEditors ? ['--config', 'tests/editors/jest.config.mjs'] : []),
  ...process.argv.slice(2).filter(word => !['--editors', '--document'].includes(word)),
]
const hasPassed = await run('tests', 'npx', jest)
addTests(hasPassed)
fs.rmSync(scratch, { recursive: true, force: true })

for (const skip of skips) console.log(`skipped: ${skip}`)
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`)
process.exitCode = sum.failed === 0 ? 0 : 1

async function checkSources() {
  count(await run('format', 'npx', ['prettier', '--check', '.']))
  count(await run('lint', 'npx', ['eslint', '.', '--max-warnings', '0']))
  count(await run('types', 'npm', ['run', 'types', '--silent']))
}

/** Runs one step with its output going straight to ours; true if it went well. */
async function run(name, command, args) {
  console.log(`\n== ${name}`)
  const child = spawn(command, args, {
    cwd: root,
    // jest prints the whole of its results to standard output too when it is asked for them.
    stdio: ['ignore', name === 'tests' ? 'ignore' : 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  return await new Promise(resolve => {
    child.on('error', error => {
      console.error(`${command} could not be started: ${error.message}`)
      resolve(false)
    })
    child.on('close', code => resolve(code === 0))
  })
}

function count(isGood) {
  sum[isGood ? 'passed' : 'failed']++
}

/** Fetches the embedded model once for all; tests that need it are skipped, with the reason, where it cannot be had. */
async function fetchModel() {
  if (process.env.WAYLINE_TEST_MODELS) return
  const hasModel = await run('model', 'npx', ['wayline', 'model', 'pull'])
  if (!hasModel) console.log('Tests that need the embedded model are skipped.')
}

function addTests(hasPassed) {
  if (!fs.existsSync(results)) return count(false)
  const report = JSON.parse(fs.readFileSync(results, 'utf8'))
  sum.passed += report.numPassedTests
  sum.failed += report.numFailedTests + report.numRuntimeErrorTestSuites
  sum.skipped += report.numPendingTests + report.numTodoTests
  // Something else went wrong, an obsolete snapshot for instance; it must not go unseen.
  if (!hasPassed && report.success) count(false)
  for (const suite of report.testResults) {
    for (const test of suite.assertionResults) {
      if (test.status === 'pending' || test.status === 'todo') skips.push(test.fullName)
    }
  }
}
