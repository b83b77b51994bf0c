import {
  ApplyWorkspaceEditRequest,
  CodeActionKind,
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeActionTriggerKind,
  type CodeAction,
  type Command,
  type ServerCapabilities,
} from 'vscode-languageserver/node'
import * as z from 'zod'
import type { Finding } from '../diagnosis/finding.ts'
import { WaylineError } from '../errors.ts'
import type { OpenDocument } from '../lsp/documents.ts'
import { Range } from '../lsp/params.ts'
import { commands as names } from '../protocol/index.ts'
import { ActionData, commandFor, dataOf } from './action-data.ts'
import { actionEdit, editOrReason } from './action-edit.ts'
import { BroughtDiagnostics } from './brought-diagnostics.ts'
import { placesOf } from './editor-diagnostic.ts'
import { selectedFailures } from './output-blocks.ts'
import { quickFixes } from './quick-fixes.ts'
import { isWorthLooking, refactoringsFor, refactorKinds } from './refactor-actions.ts'
import type { Services } from './services.ts'
import { workspaceEdit } from './workspace-edit.ts'

/** What is relied on of `CodeActionParams`. */
const Params = z.object({
  textDocument: z.object({ uri: z.string() }),
  range: Range,
  context: z.object({
    diagnostics: BroughtDiagnostics,
    only: z.array(z.string()).nullish(),
    triggerKind: z.number().nullish().catch(null),
  }),
})
type Params = z.infer<typeof Params>

const Resolve = z.looseObject({ title: z.string(), data: z.unknown().optional() })

const fixAllKind = `${CodeActionKind.SourceFixAll}.wayline`

/**
 * `textDocument/codeAction`: fixes of findings, and a model's for anybody's diagnostics. Titles come at once; edits are worked out and
 * verified when one is chosen, or at once for editors that cannot ask again.
 */
export function registerCodeActions(services: Services): ServerCapabilities {
  const { connection, client, commands, handlers } = services
  connection.onRequest(
    CodeActionRequest.method,
    handlers.quiet<Params, (CodeAction | Command)[]>(Params, [], (params, signal) => answer(services, params, signal)),
  )
  connection.onRequest(
    CodeActionResolveRequest.method,
    handlers.loud(Resolve, async (action, signal) => {
      const data = ActionData.safeParse(action.data)
      const edit = data.success ? await actionEdit(services, data.data, signal) : null
      return edit ? { ...action, edit } : action
    }),
  )
  commands.set(names.applyFix, async ([sent], signal) => {
    const data = ActionData.safeParse(sent)
    if (!data.success)
      throw new WaylineError('bad_argument', 'These are not the arguments of a code action of Wayline.')
    const edit = await actionEdit(services, data.data, signal)
    if (!edit || !client.canApplyEdit) return false
    const { applied } = await connection.sendRequest(ApplyWorkspaceEditRequest.type, { label: 'Wayline', edit })
    return applied
  })
  if (!client.codeActions.hasLiterals) return { codeActionProvider: true }
  return {
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, fixAllKind, ...Object.values(refactorKinds)],
      resolveProvider: client.codeActions.canResolveEdit,
    },
  }
}

async function answer(services: Services, params: Params, signal: AbortSignal): Promise<(CodeAction | Command)[]> {
  const { documents, diagnosis, client } = services
  const document = documents.get(params.textDocument.uri)
  const found = document && (await diagnosis.of(document, signal))
  if (!document || !found) return []
  const { version } = document
  const wants = wanted(params)
  const actions: CodeAction[] = []
  if (wants(CodeActionKind.QuickFix) && selectedFailures(services, document, params.range) !== null) {
    const [title, argument] = ['Explain this output', { uri: document.uri, range: params.range }]
    actions.push({
      title,
      kind: CodeActionKind.QuickFix,
      command: { title, command: names.explainOutput, arguments: [argument] },
    })
  }
  if (wants(CodeActionKind.QuickFix))
    actions.push(
      ...(await quickFixes(
        services,
        document,
        found.findings,
        { range: params.range, brought: params.context.diagnostics },
        signal,
      )),
    )
  if (Object.values(refactorKinds).some(wants))
    actions.push(...(await refactorings(services, document, found.all, params, signal)))
  if (wants(fixAllKind) && found.findings.some(({ fixes }) => fixes.length > 0))
    actions.push(...(await everyFix(services, document, params, signal)))
  // What was worked out meanwhile is for a text that is no more.
  if (document.version !== version) return []
  return client.codeActions.hasLiterals ? actions : actions.flatMap(action => asCommand(services, action))
}

/** Whether an editor that has said what it wants wants actions of a kind. */
function wanted({ context: { only } }: Params): (kind: string) => boolean {
  return kind => !only || only.some(wish => wish === '' || kind === wish || kind.startsWith(`${wish}.`))
}

/** What makes code simpler. Where the editor asks by itself, only for a selection or a function that is hard to follow. */
async function refactorings(
  services: Services,
  document: OpenDocument,
  findings: readonly Finding[],
  params: Params,
  signal: AbortSignal,
): Promise<CodeAction[]> {
  const { range, context } = params
  const isAutomatic = context.triggerKind === CodeActionTriggerKind.Automatic
  if (isAutomatic && !isWorthLooking(findings, placesOf(services, document, range))) return []
  const found = await refactoringsFor(services, document, range, findings, signal)
  return found
    .filter(({ action }) => wanted(params)(action.kind))
    .map(({ action, edits }) => {
      const data = dataOf(document, { kind: 'refactor', range, title: action.title })
      return edits ? { ...action, data, edit: workspaceEdit(services, document, edits) } : { ...action, data }
    })
}

/** All fixes as one action, whose edit comes later where that can be; where it cannot, it is not worked out whenever the cursor moves. */
async function everyFix(
  services: Services,
  { uri, version }: OpenDocument,
  { context: { triggerKind, only } }: Params,
  signal: AbortSignal,
): Promise<CodeAction[]> {
  const { canResolveEdit, hasLiterals } = services.client.codeActions
  const data: ActionData = { kind: 'fix-all', uri, version }
  const action = { title: 'Fix all that rules of Wayline can fix', kind: fixAllKind, data }
  if (canResolveEdit || !hasLiterals) return [action]
  if (!only && triggerKind === CodeActionTriggerKind.Automatic) return []
  const edit = await editOrReason(services, data, signal)
  return typeof edit === 'string' ? [] : [{ ...action, edit }]
}

/** For editors that know no code actions but commands: what would be the edit is made by one. */
function asCommand({ client }: Services, { title, command, data }: CodeAction): Command[] {
  if (command) return [command]
  if (!client.canApplyEdit) return []
  const parsed = ActionData.safeParse(data)
  return parsed.success ? [commandFor(title, parsed.data)] : []
}
