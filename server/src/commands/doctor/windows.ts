import type { LocalGateway } from '@wayline/inference/api'
import { forgetWindow, recordedWindows } from '../../gateway/windows.ts'
import type { Finding } from './finding.ts'
import { memoryOf } from './memory.ts'

/** Clocks of processes and files differ by so much at most. */
const clocksDifferMs = 10_000

/** What each editor's window takes of the memory, a finding each; none where no editor runs Wayline now. */
export async function checkWindows({ dataDir }: LocalGateway): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const window of recordedWindows(dataDir)) {
    const memory = await memoryOf(window.pid)
    // Another process may have been given the number of one that was killed.
    if (memory === null || memory.startedAt > window.startedAt + clocksDifferMs) forgetWindow(dataDir, window)
    else findings.push({ what: 'Window', state: 'ok', text: textOf(window, memory) })
  }
  return findings
}

function textOf(
  { editor, pid, version }: { editor: string; pid: number; version: string },
  { residentMiB, processes }: { residentMiB: number; processes: number },
): string {
  const helpers = processes > 1 ? ` in ${processes} processes` : ''
  return `${editor}: ${Math.round(residentMiB)} MiB${helpers} (language server ${version}, process ${pid})`
}
