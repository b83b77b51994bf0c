import { execFileSync } from 'node:child_process'
import os from 'node:os'
import type { Table } from './part.ts'

/** A table as Markdown, which reads well in a terminal too: columns are as wide as they need to be. */
export function asText({ title, note, head, rows }: Table): string {
  const cells = [head, ...rows]
  const widths = head.map((_, column) => Math.max(3, ...cells.map(row => (row[column] ?? '').length)))
  const line = (row: string[]): string => `| ${widths.map((width, i) => (row[i] ?? '').padEnd(width)).join(' | ')} |`
  const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`
  return [`### ${title}`, ...(note ? [note] : []), [line(head), rule, ...rows.map(line)].join('\n')].join('\n\n')
}

/** Where, when and of what figures were measured. */
export interface Circumstances {
  date: string
  commit: string
  command: string
  machine: string
}

/** Told at the end of a run, with the load that the machine had then. */
export function circumstances(argv: string[], now: Date): Circumstances {
  const processors = os.cpus()
  const memory = Math.round(os.totalmem() / 2 ** 30)
  const load = os.loadavg()[0]?.toFixed(1) ?? '?'
  return {
    date: now.toISOString().slice(0, 10),
    commit: commit(),
    command: ['npm run eval --', ...argv].join(' '),
    machine: `${processors[0]?.model.trim() ?? 'unknown processor'}, ${processors.length} cores, ${memory} GiB, ${os.type()}, Node ${process.versions.node}, load ${load}`,
  }
}

function commit(): string {
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
