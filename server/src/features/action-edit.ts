import { MessageType, ShowMessageNotification, type WorkspaceEdit } from 'vscode-languageserver/node'
import type { Finding, TextEdit } from '../diagnosis/finding.ts'
import { editBetween } from '../diagnosis/fixes/edit-between.ts'
import { suppressionEdit } from '../diagnosis/suppressions/suppress.ts'
import { WaylineError } from '../errors.ts'
import { abortable } from '../gateway/abortable.ts'
import type { OpenDocument } from '../lsp/documents.ts'
import { withLateProgress } from '../lsp/progress.ts'
import { tell } from '../lsp/tell.ts'
import { keyAt, placesOf, source } from './editor-diagnostic.ts'
import { refactoringEdits } from './refactor-actions.ts'
import type { ActionData } from './action-data.ts'
import type { Services } from './services.ts'
import { suppressionOf } from './suppress-actions.ts'
import { workspaceEdit } from './workspace-edit.ts'

/**
 * Works out the edit of a code action that has been chosen. Null where there is none that holds: then the user has been told
 * why.
 */
export async function actionEdit(
  services: Services,
  data: ActionData,
  signal: AbortSignal,
): Promise<WorkspaceEdit | null> {
  const found = await editOrReason(services, data, signal)
  if (typeof found !== 'string') return found
  tell(services.connection, ShowMessageNotification.type, { type: MessageType.Warning, message: found })
  return null
}

/** The same, with a sentence that says why there is none in place of telling it to the user. */
export async function editOrReason(
  services: Services,
  data: ActionData,
  signal: AbortSignal,
): Promise<WorkspaceEdit | string> {
  const document = services.documents.get(data.uri)
  if (document?.version !== data.version) return 'The document has changed since; ask for its actions again.'
  const hasChanged = 'The document has changed meanwhile, so nothing was done.'
  try {
    const edits = await editsOf(services, document, data, signal)
    if (typeof edits === 'string') return edits
    if (document.version !== data.version) return hasChanged
    if (edits.some(edit => changesHidden(services, document, edit)))
      return 'It would change lines that are for the notebook, so nothing was done.'
    return workspaceEdit(services, document, edits)
  } catch (error) {
    if (signal.aborted) throw error
    // What was being verified has been given up with the edit.
    if (document.version !== data.version) return hasChanged
    if (!(error instanceof WaylineError)) throw error
    return error.remedy ? `${error.message} ${error.remedy}` : error.message
  }
}

/** Whether an edit takes away lines that diagnosis has not seen as they are. */
function changesHidden({ diagnosis, documents }: Services, document: OpenDocument, { range }: TextEdit): boolean {
  const { start, end } = range
  if (!documents.isCell(document.uri) || (start.line === end.line && start.character === end.character)) return false
  const seen = diagnosis.sourceOf(document).text.split(/\r?\n/)
  for (let line = start.line; line <= end.line; line++) if (seen[line] !== document.text.line(line)) return true
  return false
}

/** The edits, or a sentence that says why there are none. */
async function editsOf(
  services: Services,
  document: OpenDocument,
  data: ActionData,
  signal: AbortSignal,
): Promise<TextEdit[] | string> {
  const { diagnosis, fixes } = services
  const found = await diagnosis.of(document, signal)
  const findings = found?.findings ?? []
  switch (data.kind) {
    case 'fix': {
      const finding = findingOf(data.finding, findings)
      const fix = finding?.fixes[data.at]
      if (!finding || !fix) return 'The finding is not there any more.'
      const verdict = await abortable(fixes.verdict(document, finding, fix), signal)
      return verdict.isVerified ? fix.edits : `This fix does not hold here, so nothing was done: ${verdict.reason}`
    }
    case 'fix-all': {
      const { text, fixed } = await fixes.all(document, { findings, all: found?.all ?? [] }, signal)
      if (fixed.length === 0) return 'There is nothing here that a rule can fix.'
      return editBetween(diagnosis.sourceOf(document).text, text)
    }
    case 'suppress': {
      const finding = findingOf(data.finding, findings)
      const comment = finding && (await suppressionOf(services, document, finding, data.inFile, signal))
      return comment ? [suppressionEdit(comment, '')] : 'No comment would be one there.'
    }
    case 'refactor':
      return refactoringEdits(services, document, data, signal)
    case 'model':
      return withLateProgress(
        services.connection,
        services.client,
        'Asking the model for a fix',
        modelEdits(services, document, data, findings, signal),
      )
  }
}

async function modelEdits(
  services: Services,
  document: OpenDocument,
  { range, message, foundBy, finding }: ActionData & { kind: 'model' },
  findings: readonly Finding[],
  signal: AbortSignal,
): Promise<TextEdit[] | string> {
  const own = finding === null ? null : findingOf(finding, findings)
  if (finding !== null && !own) return 'The finding is not there any more.'
  // What tools have printed is not found again in the text.
  const ours = own?.kind === 'guest' ? null : own
  const info = own && (await services.diagnosis.catalog()).get(own.rule)
  const problem = own ?? { message, range: placesOf(services, document, range), steps: [] }
  const found = await services.fixes.byModel(
    document,
    { problem, foundBy: ours ? source : foundBy, explanation: info?.explanation ?? '' },
    ours,
    signal,
  )
  return 'fix' in found ? found.fix.edits : found.reason
}

function findingOf(key: string, findings: readonly Finding[]): Finding | null {
  return findings.find(finding => keyAt(finding) === key) ?? null
}
