import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { openGrammars } from '../../syntax/open-grammars.ts'
import { applyFix } from '../fixes/apply-fix.ts'
import { refactoringsAt } from './refactorings-at.ts'

const open = openGrammars({})
const inputs = [
  [],
  [1],
  [2],
  [1, 2, 3],
  [4, 4, 0, 4],
  [7, 2, 8],
  [3, 7],
  [95, 1],
  [-1, 2, 2, 96],
  [50, 41, 42, 42, 2, 60, 3],
  [6, 8, 10, 0],
]

function programs(file: string): string[] {
  return fs.readFileSync(path.join(__dirname, '__fixtures__', file), 'utf8').split(/^=== .*\n/m)
}

/** What every offer for every name and every run of lines makes of a program. */
async function refactored(text: string, languageId: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const lines = text.split('\n')
  const offer = async (range: {
    start: { line: number; character: number }
    end: { line: number; character: number }
  }): Promise<void> => {
    for (const { title, edits } of await refactoringsAt({ path: '/a', languageId, text }, range, open)) {
      const after = applyFix(text, { title, edits })
      if (after !== null) found.set(after, title)
    }
  }
  for (const [line, content] of lines.entries()) {
    const first = content.search(/\S/)
    if (first < 0) continue
    const name = /\b(?:f|sell|pairs)(?=\()/.exec(content)?.index ?? first
    await offer({ start: { line, character: name }, end: { line, character: name } })
    for (let last = line; last < lines.length; last++)
      await offer({ start: { line, character: 0 }, end: { line: last, character: lines[last]?.length ?? 0 } })
  }
  return found
}

function runScript(text: string): string[] {
  // wayline-ignore[js-code-runs-value] The programs are those of this test.
  const call = vm.compileFunction(
    `${text}\ntry { return JSON.stringify(f(values)) } catch (error) { return String(error) }`,
    ['values'],
  ) as (values: number[]) => string
  return inputs.map(values => call([...values]))
}

const python = `import json, sys
programs, inputs = json.load(sys.stdin)
answers = []
for text in programs:
    row = []
    for values in inputs:
        scope = {}
        try:
            exec(text, scope)
            row.append(json.dumps(scope["f"](list(values))))
        except Exception as error:
            row.append(type(error).__name__ + ": " + (str(error) if isinstance(error, ValueError) else ""))
    answers.append(row)
print(json.dumps(answers))
`

function runPython(texts: string[]): string[][] {
  const output = execFileSync('python3', ['-c', python], { input: JSON.stringify([texts, inputs]), encoding: 'utf8' })
  return JSON.parse(output) as string[][]
}

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test.each(programs('running.js.txt').map((text, at) => [at, text] as const))(
  'a program of JavaScript does the same after every refactoring that is offered: %i',
  async (_, text) => {
    const expected = runScript(text)
    const all = await refactored(text, 'javascript')
    expect(all.size).toBeGreaterThan(0)
    for (const [after, title] of all)
      expect({ title, after, results: runScript(after) }).toEqual({ title, after, results: expected })
  },
)

const withPython = hasPython() ? test.each : test.skip.each

withPython(programs('running.py.txt').map((text, at) => [at, text] as const))(
  'a program of Python does the same after every refactoring that is offered (needs python3): %i',
  async (_, text) => {
    const all = await refactored(text, 'python')
    expect(all.size).toBeGreaterThan(0)
    const [expected, ...results] = runPython([text, ...all.keys()])
    for (const [at, [after, title]] of [...all].entries())
      expect({ title, after, results: results[at] }).toEqual({ title, after, results: expected })
  },
)
