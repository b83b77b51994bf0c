import { CodeActionKind, type CodeAction } from 'vscode-languageserver/node'
import type { Finding, Range, TextEdit } from '../diagnosis/finding.ts'
import type { OfferedRefactoring } from '../diagnosis/refactorings/refactorings-at.ts'
import { objectionTo } from '../diagnosis/refactorings/verify-refactoring.ts'
import type { OpenDocument } from '../lsp/documents.ts'
import type { Range as EditorRange } from 'vscode-languageserver/node'
import { placesOf } from './editor-diagnostic.ts'
import type { Services } from './services.ts'

/** The kinds of code actions that refactorings have. */
export const refactorKinds: Record<OfferedRefactoring['kind'], string> = {
  extract: CodeActionKind.RefactorExtract,
  rewrite: CodeActionKind.RefactorRewrite,
}

/** What makes the function at a selection simpler. What leads to other findings is left out where edits cannot be asked for later. */
export async function refactoringsFor(
  services: Services,
  document: OpenDocument,
  range: EditorRange,
  findings: readonly Finding[],
  signal: AbortSignal,
): Promise<{ action: CodeAction & { kind: string }; edits: TextEdit[] | null }[]> {
  const { diagnosis, client } = services
  const offered = await diagnosis.refactoringsAt(document, placesOf(services, document, range), signal)
  const actions: { action: CodeAction & { kind: string }; edits: TextEdit[] | null }[] = []
  for (const one of offered) {
    const action = { title: one.title, kind: refactorKinds[one.kind] }
    if (client.codeActions.canResolveEdit) actions.push({ action, edits: null })
    else if ((await objection(services, document, one, findings, signal)) === null)
      actions.push({ action, edits: one.edits })
  }
  return actions
}

/** The edits of a refactoring that has been chosen, or a sentence that says why there are none. */
export async function refactoringEdits(
  services: Services,
  document: OpenDocument,
  { range, title }: { range: EditorRange; title: string },
  signal: AbortSignal,
): Promise<TextEdit[] | string> {
  const { diagnosis } = services
  const offered = await diagnosis.refactoringsAt(document, placesOf(services, document, range), signal)
  const chosen = offered.find(one => one.title === title)
  if (!chosen) return 'This refactoring is not there any more.'
  const findings = (await diagnosis.of(document, signal))?.all ?? []
  const reason = await objection(services, document, chosen, findings, signal)
  return reason === null ? chosen.edits : `This does not hold here, so nothing was done: ${reason}`
}

function objection(
  { diagnosis }: Services,
  document: OpenDocument,
  refactoring: OfferedRefactoring,
  before: readonly Finding[],
  signal: AbortSignal,
): Promise<string | null> {
  return objectionTo(refactoring, diagnosis.sourceOf(document), { diagnose: diagnosis.tools(signal).diagnose, before })
}

/** Whether refactorings are worth looking for where an editor asks by itself whenever the cursor moves. */
export function isWorthLooking(findings: readonly Finding[], span: Range): boolean {
  const { start, end } = span
  const hasSelection = start.line !== end.line || start.character !== end.character
  return (
    hasSelection || findings.some(({ rule, range }) => rule === 'complex-function' && range.start.line === start.line)
  )
}
