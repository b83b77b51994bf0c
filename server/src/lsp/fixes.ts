import type { Finding, Fix } from '../diagnosis/finding.ts'
import { fixAll, type FixedFile } from '../diagnosis/fixes/fix-all.ts'
import { modelFix, type ModelFix, type ModelFixRequest } from '../diagnosis/fixes/model-fix.ts'
import { verifyFix, type Verdict } from '../diagnosis/fixes/verify-fix.ts'
import { WaylineError } from '../errors.ts'
import type { Diagnosis, DocumentFindings } from './diagnosis.ts'
import type { Documents, OpenDocument } from './documents.ts'
import type { Log } from './log.ts'
import type { Questions } from './questions.ts'
import type { Workspace } from './workspace.ts'
import type { WorkspaceFolders } from './workspace-folders.ts'

/** Fixes for open documents: each is verified once for each version. */
export interface Fixes {
  /** Whether a fix keeps its promise. Whoever asks again waits for the same answer. */
  verdict(document: OpenDocument, finding: Finding, fix: Fix): Promise<Verdict>
  /** The same where it is known already. */
  known(document: OpenDocument, fix: Fix): Verdict | null
  /** A document with all that rules can fix. */
  all(
    document: OpenDocument,
    found: Pick<DocumentFindings, 'findings' | 'all'>,
    signal: AbortSignal,
  ): Promise<FixedFile>
  /** Has a model mend a problem. `own` is our finding, if it is one of ours. */
  byModel(document: OpenDocument, problem: Problem, own: Finding | null, signal: AbortSignal): Promise<ModelFix>
}

/** What is wrong at a place, in the words of whoever has found it. */
export type Problem = Pick<ModelFixRequest, 'problem' | 'foundBy' | 'explanation'>

export interface FixesOptions {
  documents: Documents
  folders: WorkspaceFolders
  diagnosis: Diagnosis
  questions: Questions
  workspace: Pick<Workspace, 'lookAt' | 'declarationsNear'>
  log: Log
}

/** A function longer than this is not written anew as a whole, but the lines near the problem. */
const mostLines = 200
const linesAround = 25
/** How much of other files a model is shown, in characters. */
const declarationsRoom = 4000
/** Tokens of an answer for a line, which is more than most take, and what a fix may need besides. */
const tokensPerLine = 24
const spareTokens = 400

interface Verdicts {
  version: number
  controller: AbortController
  of: Map<Fix, { verdict: Promise<Verdict>; known: Verdict | null }>
}

export function createFixes({ documents, folders, diagnosis, questions, workspace, log }: FixesOptions): Fixes {
  const verdicts = new Map<string, Verdicts>()

  function forget({ uri }: OpenDocument): void {
    verdicts.get(uri)?.controller.abort()
    verdicts.delete(uri)
  }
  documents.onEdit(forget)
  documents.onClose(forget)
  diagnosis.onStale(() => {
    for (const document of documents.all()) forget(document)
  })

  function verdictsOf(document: OpenDocument): Verdicts {
    const known = verdicts.get(document.uri)
    if (known?.version === document.version) return known
    const fresh = { version: document.version, controller: new AbortController(), of: new Map() }
    verdicts.set(document.uri, fresh)
    return fresh
  }

  async function linesOf(
    document: OpenDocument,
    problem: ModelFixRequest['problem'],
  ): Promise<ModelFixRequest['lines']> {
    const { start, end } = problem.range
    const { before, after } = splitAt(document, start.line)
    const { scope } = await workspace
      .lookAt({ uri: document.uri, languageId: document.languageId, before, after, name: null })
      // Without the thread nobody knows of functions: the lines around have to do.
      .catch(() => ({ scope: null }))
    if (scope && scope.endLine >= end.line && scope.endLine - scope.line < mostLines)
      return { first: scope.line, last: Math.min(scope.endLine, document.text.lineCount - 1) }
    return {
      first: Math.max(0, start.line - linesAround),
      last: Math.min(document.text.lineCount - 1, Math.min(end.line, start.line + mostLines) + linesAround),
    }
  }

  async function declarationsFor(document: OpenDocument, line: number): Promise<{ path: string; text: string }[]> {
    const around = documents.around(document.uri, { line, character: 0 })
    if (!around) return []
    const [before, after] = [around.text.slice(0, around.offset), around.text.slice(around.offset)]
    const { uri, languageId } = document
    // It is the better for them, and does without.
    return workspace.declarationsNear({ uri, languageId, before, after, room: declarationsRoom }).catch(() => [])
  }

  return {
    verdict(document, finding, fix) {
      const { of, controller } = verdictsOf(document)
      const known = of.get(fix)
      if (known) return known.verdict
      const verdict = diagnosis
        .verify(diagnosis.sourceOf(document), finding, fix, controller.signal)
        .catch((error: unknown) => {
          if (!controller.signal.aborted) throw error
          throw new WaylineError('bad_argument', 'The document or the settings have changed meanwhile.')
        })
      const entry: { verdict: Promise<Verdict>; known: Verdict | null } = { verdict, known: null }
      of.set(fix, entry)
      verdict.then(
        found => {
          entry.known = found
          if (!found.isVerified)
            log.info(`A fix of ${finding.rule} in ${folders.pathOf(document.uri)} is not offered: ${found.reason}`)
        },
        () => of.delete(fix),
      )
      return verdict
    },
    known: (document, fix) => verdictsOf(document).of.get(fix)?.known ?? null,
    all(document, { findings, all }, signal) {
      const shown = new Set(findings.map(nameOf))
      const isShown = (finding: Finding): boolean => shown.has(nameOf(finding))
      return fixAll(diagnosis.sourceOf(document), { ...diagnosis.tools(signal), before: all }, signal, isShown)
    },
    async byModel(document, problem, own, signal) {
      await questions.ready()
      const source = diagnosis.sourceOf(document)
      const lines = await linesOf(document, problem.problem)
      const declarations = await declarationsFor(document, problem.problem.range.start.line)
      signal.throwIfAborted()
      const tools = diagnosis.tools(signal)
      const before = await tools.diagnose(source)
      const finding = own ?? strange(problem)
      const verify = (fix: Fix): Promise<Verdict> =>
        verifyFix(source, finding, fix, { ...tools, before: own ? before : [...before, finding] })
      return modelFix(
        { source, name: folders.pathOf(document.uri), lines, declarations, ...problem },
        {
          ask: async messages => {
            const maxTokens = (lines.last - lines.first + 1) * tokensPerLine + spareTokens
            let answer = ''
            for await (const piece of questions.ask(messages, { maxTokens, signal })) answer += piece
            return answer
          },
          redact: (text, languageId) => questions.redact(text, languageId),
          verify,
          log: message => log.info(message),
        },
      )
    },
  }
}

/** Stays the same while other findings are fixed. */
function nameOf({ rule, message }: Finding): string {
  return JSON.stringify([rule, message])
}

/** What somebody else has found, as a finding: whether it is gone only they can tell, but nothing of ours is to come instead. */
function strange({ problem, foundBy }: Problem): Finding {
  return { ...problem, rule: `guest: ${foundBy}`, kind: 'guest', severity: 'warning', fixes: [] }
}

function splitAt({ text }: OpenDocument, line: number): { before: string; after: string } {
  const lines = text.toString().split(/\r\n|\r|\n/)
  return { before: lines.slice(0, line).join('\n') + (line > 0 ? '\n' : ''), after: lines.slice(line).join('\n') }
}
