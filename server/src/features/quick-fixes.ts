import { CodeActionKind, type CodeAction, type Diagnostic, type Range } from 'vscode-languageserver/node'
import type { Finding } from '../diagnosis/finding.ts'
import type { OpenDocument } from '../lsp/documents.ts'
import { commands as names } from '../protocol/index.ts'
import { commandFor, dataOf } from './action-data.ts'
import { asSent, foundBy, messageOf, short, type Brought } from './brought-diagnostics.ts'
import { editorDiagnostic, editorRange, isOf, keyAt, placesOf, source, touches } from './editor-diagnostic.ts'
import type { Services } from './services.ts'
import { suppressActions } from './suppress-actions.ts'
import { workspaceEdit } from './workspace-edit.ts'

/** More problems at one place than this are not each given an action of their own. */
const mostAtOnce = 5

/** What can be done about the findings at a place, and about what others have found there, which the editor has brought. */
export async function quickFixes(
  services: Services,
  document: OpenDocument,
  findings: readonly Finding[],
  { range, brought }: { range: Range; brought: readonly Brought[] },
  signal: AbortSignal,
): Promise<CodeAction[]> {
  const span = placesOf(services, document, range)
  const touching = findings.filter(finding => touches(finding.range, span))
  // What an editor has shown may have moved since.
  const moved = brought
    .filter(diagnostic => !touching.some(finding => isOf(finding, document, diagnostic)))
    .flatMap(diagnostic => findings.find(finding => isOf(finding, document, diagnostic)) ?? [])
  const here = [...new Set([...touching, ...moved])].slice(0, mostAtOnce)
  const actions: CodeAction[] = []
  for (const finding of here) actions.push(...(await fixesOf(services, document, finding)))
  for (const finding of here) actions.push(...(await othersFor(services, document, finding, signal)))
  const strangers = brought.filter(diagnostic => diagnostic.source !== source).slice(0, mostAtOnce)
  for (const diagnostic of strangers) actions.push(...forStranger(services, document, diagnostic))
  return actions
}

/** The fixes that a finding brings, without those that are known not to hold. */
async function fixesOf(services: Services, document: OpenDocument, finding: Finding): Promise<CodeAction[]> {
  const { fixes, client } = services
  const { canResolveEdit, hasPreferred, hasDisabled } = client.codeActions
  const actions: CodeAction[] = []
  for (const [at, fix] of finding.fixes.entries()) {
    // Begun now, it is there when the menu is opened, or when the action is chosen.
    const begun = fixes.verdict(document, finding, fix)
    // What cannot be verified, because the document is being edited for example, is not known to hold.
    const settled = begun.catch(() => null)
    const verdict = canResolveEdit ? fixes.known(document, fix) : await settled
    const action: CodeAction = {
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      data: dataOf(document, { kind: 'fix', finding: keyAt(finding), at }),
      diagnostics: [editorDiagnostic(services, document, finding)],
    }
    if (verdict?.isVerified) {
      if (hasPreferred && at === 0) action.isPreferred = true
      actions.push({ ...action, edit: workspaceEdit(services, document, fix.edits) })
    } else if (!verdict) {
      if (canResolveEdit) actions.push(action)
    } else if (hasDisabled) actions.push({ ...action, disabled: { reason: verdict.reason } })
  }
  return actions
}

/** What can be done about any finding. */
async function othersFor(
  services: Services,
  document: OpenDocument,
  finding: Finding,
  signal: AbortSignal,
): Promise<CodeAction[]> {
  const diagnostic = editorDiagnostic(services, document, finding)
  const range = editorRange(services, line => document.text.line(line), finding.range)
  const explained = { uri: document.uri, range, rule: finding.rule }
  return [
    ...modelFixes(services, document, { ...diagnostic, message: finding.message }, keyAt(finding)),
    ...(await suppressActions(services, document, finding, diagnostic, signal)),
    explanation(`Explain: ${short(finding.message)}`, explained, diagnostic),
  ]
}

/** What can be done about a diagnostic of another server. */
function forStranger(services: Services, document: OpenDocument, diagnostic: Brought): CodeAction[] {
  const { uri } = document
  const { range } = diagnostic
  const message = messageOf(diagnostic)
  const explained = { uri, range, message, foundBy: foundBy(diagnostic) }
  return [
    ...modelFixes(services, document, diagnostic, null),
    ...(services.questions.canAsk() ? [explanation(`Explain: ${short(message)}`, explained, asSent(diagnostic))] : []),
  ]
}

function modelFixes(
  services: Services,
  document: OpenDocument,
  diagnostic: Brought,
  finding: string | null,
): CodeAction[] {
  const { client, questions } = services
  // Nobody who only looks at a menu is to wait for a model, so without resolving it is a command.
  if (!questions.canAsk() || (!client.codeActions.canResolveEdit && !client.canApplyEdit)) return []
  const { range } = diagnostic
  const message = messageOf(diagnostic)
  const title = `Fix with the model: ${short(message)}`
  const data = dataOf(document, { kind: 'model', range, message, foundBy: foundBy(diagnostic), finding })
  const action: CodeAction = { title, kind: CodeActionKind.QuickFix, diagnostics: [asSent(diagnostic)] }
  return [client.codeActions.canResolveEdit ? { ...action, data } : { ...action, command: commandFor(title, data) }]
}

function explanation(title: string, argument: object, diagnostic: Diagnostic): CodeAction {
  const command = { title, command: names.explain, arguments: [argument] }
  return { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command }
}
