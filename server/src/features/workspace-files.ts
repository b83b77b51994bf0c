import type { Diagnostic } from 'vscode-languageserver/node'
import type { WorkspaceFile } from '../lsp/workspace-run.ts'
import { diagnosticIn } from './editor-diagnostic.ts'
import type { Services } from './services.ts'

/** Progress is told no oftener than this. */
const progressMs = 100

/** What is wrong with a file of the workspace, as editors show it. */
export async function diagnosticsOf(
  services: Services,
  { uri, findings, lines }: WorkspaceFile,
): Promise<Diagnostic[]> {
  if (findings.length === 0) return []
  const all = await lines()
  return findings.map(finding => diagnosticIn(services, uri, line => (all[line] ?? '').replace(/\r$/, ''), finding))
}

/** The first and the last call, and in between no more than a person can see. */
export function sparingly(call: (done: number, total: number) => void): (done: number, total: number) => void {
  let lastMs = -Infinity
  return (done, total) => {
    const now = performance.now()
    if (done < total && now - lastMs < progressMs) return
    lastMs = now
    call(done, total)
  }
}
