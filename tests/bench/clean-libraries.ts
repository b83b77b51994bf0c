// `npm run measure:clean-libraries`: fetches well-known libraries with their registries' ordinary clients, runs `wayline check` over
// each, and lists what it finds from warnings on; `--all` lists hints too. Needs `npm run build`. What people think of the findings is in docs/diagnosis/clean-libraries.md.
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'
import type { CrossfilePackage } from '../eval/data.ts'
import { packageSources } from '../eval/package-sources.ts'
import { programs } from '../src/processes.ts'

const Report = z.object({
  files: z.number(),
  findings: z.array(
    z.object({
      path: z.string(),
      rule: z.string(),
      severity: z.string(),
      message: z.string(),
      range: z.object({ start: z.object({ line: z.number() }) }),
    }),
  ),
})

/** Name of a library, its version and where it is published. */
type Library = readonly [CrossfilePackage['language'], CrossfilePackage['registry'], string, string]

const libraries: readonly Library[] = [
  ['typescript', 'npm', 'immer', '11.2.10'],
  ['typescript', 'npm', 'zod', '4.6.7'],
  ['python', 'pypi', 'attrs', '23.2.0'],
  ['python', 'pypi', 'tomlkit', '0.13.2'],
  ['java', 'maven', 'com.squareup:javapoet', '1.13.0'],
  ['go', 'goproxy', 'github.com/gorilla/mux', 'v1.8.1'],
  ['go', 'goproxy', 'github.com/sirupsen/logrus', 'v1.9.3'],
  ['rust', 'crates', 'bstr', '1.10.0'],
  ['rust', 'crates', 'globset', '0.4.15'],
  ['rust', 'crates', 'indexmap', '2.6.0'],
  ['cpp', 'pypi', 'pybind11', '2.13.6'],
  // Those above are small and do little that could be wrong; these talk to networks, files and people.
  ['typescript', 'npm', 'express', '4.21.2'],
  ['typescript', 'npm', 'lodash', '4.17.21'],
  ['python', 'pypi', 'requests', '2.32.3'],
  ['python', 'pypi', 'flask', '3.0.3'],
  ['java', 'maven', 'org.apache.commons:commons-lang3', '3.17.0'],
  ['java', 'maven', 'com.google.code.gson:gson', '2.11.0'],
  ['go', 'goproxy', 'github.com/gin-gonic/gin', 'v1.10.0'],
  ['go', 'goproxy', 'github.com/spf13/cobra', 'v1.8.1'],
]

const code = /\.(?:[cm]?[jt]sx?|py|java|go|rs|c|h|cc|hh|cpp|hpp|rb|php|kt|scala|swift|cs|sh|lua)$/
const counting = process.argv.includes('--all') ? [] : ['error', 'warning']
const cache = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'wayline-clean-libraries')
fs.mkdirSync(cache, { recursive: true })
let lines = 0
let findings = 0
for (const [language, registry, name, version] of libraries) {
  const sources = await packageSources({ language, registry, package: name, version }, cache)
  if ('reason' in sources) {
    console.log(`${name} ${version} could not be fetched: ${sources.reason}`)
    continue
  }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [programs.wayline, 'check', '--json', '--no-cache', '--fail-on', 'never'],
    { cwd: sources.folder, maxBuffer: 1 << 28 },
  )
  const found = Report.parse(JSON.parse(stdout)).findings.filter(
    ({ severity }) => counting.length === 0 || counting.includes(severity),
  )
  const own = linesBelow(sources.folder)
  lines += own
  findings += found.length
  console.log(`${name} ${version}: ${found.length} in ${own} lines`)
  for (const { path: file, range, severity, rule, message } of found)
    console.log(`  ${file}:${range.start.line + 1} ${severity} [${rule}] ${message}`)
}
console.log(`${findings} findings in ${lines} lines, one in ${Math.round(lines / Math.max(1, findings))}`)

function linesBelow(folder: string): number {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => code.test(name))
  return names.reduce((sum, name) => sum + fs.readFileSync(path.join(folder, name), 'utf8').split('\n').length - 1, 0)
}
