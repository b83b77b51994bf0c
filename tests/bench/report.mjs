import { execFileSync } from 'node:child_process'
import os from 'node:os'

/** The figures as a page of Markdown, with the machine named. */
export function report({ startup, overhead, typing, index, diagnosis, embedded }) {
  const sections = [machine()]
  if (startup.length > 0) {
    sections.push(
      '## Startup',
      'From the start of the process to the answer to `initialize`; resident memory 3 s later, and with 100 documents open.',
      table(
        ['server', 'initialize p50 ms', 'min', 'max', 'runs', 'memory MiB', 'with 100 documents'],
        startup.map(row => [
          row.name,
          ms(row.p50),
          ms(row.min),
          ms(row.max),
          row.runs,
          row.memory ?? '–',
          row.memoryWithDocuments ?? '–',
        ]),
      ),
    )
  }
  if (overhead.length > 0) {
    sections.push(
      '## Overhead',
      'Round trip of a completion minus the engine’s own time, over a stand-in engine that answers at once, or after the time that is given. Memory of the language server after half of the requests, and after all.',
      table(
        [
          'server',
          'language',
          'lines',
          'open documents',
          'engine ms',
          'p50 ms',
          'p95 ms',
          'answered',
          'processor ms a request',
          'memory MiB',
        ],
        overhead.map(row => [
          row.name,
          row.language ?? 'typescript',
          row.lines,
          row.documents,
          row.delayMs ?? 0,
          fine(row.p50),
          fine(row.p95),
          `${row.answered} of ${row.requests}`,
          fine(row.cpu),
          `${row.memoryHalfway}, ${row.memory}`,
        ]),
      ),
    )
  }
  if (typing.length > 0) {
    sections.push(
      '## Typing',
      'Keys typed with irregular gaps over an engine that takes 150 ms; `oracle` knows what comes, `wrong` never says it.',
      table(
        ['server', 'engine', 'keys', 'requests', 'aborted', 'shown', 'right', 'shown p50 ms', 'p95 ms'],
        typing.map(row => [
          row.name,
          row.mode,
          row.keys,
          row.engineRequests,
          row.aborted,
          row.shown,
          row.right,
          fine(row.p50),
          fine(row.p95),
        ]),
      ),
    )
  }
  if (index.length > 0) {
    sections.push(
      '## Index',
      'A workspace of so many files, half TypeScript and half Python: its first index, while a completion is asked for about every 160 ms over an engine that answers at once, and the next start. Memory is the most that the whole language server had meanwhile.',
      table(
        [
          'files',
          'lines each',
          'first index s',
          'most memory MiB',
          'completion meanwhile p50 ms',
          'p95 ms',
          'next start ms',
        ],
        index.map(row => [
          row.files,
          row.lines,
          fine(row.tookMs / 1000),
          row.mostMiB,
          fine(row.p50),
          fine(row.p95),
          ms(row.againMs),
        ]),
      ),
    )
  }
  if (diagnosis) sections.push('## Diagnosis', ...diagnosisTables(diagnosis))
  if (embedded)
    sections.push(
      '## Embedded model',
      typeof embedded === 'string' ? `Not measured: ${embedded}.` : embeddedTable(embedded),
    )
  return sections.join('\n\n') + '\n'
}

function diagnosisTables({ check, live, besides, cancel }) {
  const perSecond = milliseconds => Math.round((check.lines / milliseconds) * 1000)
  return [
    `\`wayline check\` of ${check.files} files of our own and of packages with ${check.lines} lines, with every rule and data flow.`,
    table(
      ['', 's', 'processor s', 'lines/s', 'most memory MiB'],
      [
        ['everything anew', check.cold],
        ['nothing has changed', check.again],
      ].map(([what, { tookMs, cpuMs, mostMiB }]) => [
        what,
        fine(tookMs / 1000),
        fine(cpuMs / 1000),
        perSecond(tookMs),
        mostMiB,
      ]),
    ),
    'Milliseconds in an editor that asks for findings: from an edit to the findings; a completion, asked for right after an edit; from giving up a run over the workspace to its end.',
    table(
      ['', 'lines', 'p50 ms', 'p95 ms', 'runs', 'wrong'],
      [
        ['findings after an edit', live.lines, fine(live.p50), fine(live.p95), live.edits, live.wrong],
        ...besides.map(row => [
          row.isDiagnosing ? 'completion, every edit is diagnosed' : 'completion, nothing is',
          row.lines,
          fine(row.p50),
          fine(row.p95),
          row.requests,
          '',
        ]),
        ['giving up', '', fine(cancel.p50), fine(cancel.max), `${cancel.cancelled} of ${cancel.runs}`, ''],
      ],
    ),
  ]
}

function embeddedTable(row) {
  return table(
    ['', 'p50 ms', 'max ms', 'runs'],
    [
      ['first completion after opening a 400-line file', ms(row.firstP50), ms(row.firstMax), row.files],
      ['16 tokens that extend the last answer', ms(row.extendedP50), ms(row.extendedMax), row.extensions],
      ['one token of those', fine(row.perToken), '', ''],
    ],
  )
}

function machine() {
  const cpu = os.cpus()
  const memory = Math.round(os.totalmem() / 2 ** 30)
  const load = os.loadavg()[0].toFixed(1)
  return [
    '# Benchmarks',
    `Measured with \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit()}, Node ${process.versions.node},`,
    `${cpu[0]?.model.trim() ?? 'unknown processor'} with ${cpu.length} cores, ${memory} GiB, ${os.type()} ${os.release()}, load ${load} at the end.`,
    'Machines are noisy: a figure counts beside another server’s figure from the same run (`npm run bench -- --server FILE`).',
  ].join('\n')
}

function commit() {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    // Not a checkout.
    return 'unknown'
  }
}

function table(head, rows) {
  const line = cells => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const ms = value => (Number.isNaN(value) ? '–' : value.toFixed(0))
const fine = value => (Number.isNaN(value) ? '–' : value.toFixed(1))
