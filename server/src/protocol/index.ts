import * as z from 'zod'

export { ClientIntroduction, partnerProblem, protocolVersion, ServerIntroduction } from './partner.ts'

/** THE DOOR for clients: names and shapes of everything that goes beyond the Language Server Protocol. All of it is an extra; everything works without. */

/** Commands for `workspace/executeCommand`. */
export const commands = {
  /** Sent by the client after a completion was inserted; its one argument is the item's id. */
  completionAccepted: 'wayline.completionAccepted',
  /** Fetches the model that is missing, with progress. */
  pullModel: 'wayline.pullModel',
  /** Says how things stand, by `window/showMessage`; its result is a `WaylineStatus`. */
  showStatus: 'wayline.showStatus',
  /** Forgets the connection to the gateway and makes a new one, starting a local gateway if need be. */
  restartGateway: 'wayline.restartGateway',
  /** Makes the edit of a code action, by `workspace/applyEdit`; its one argument is what the action carried. For clients that do not resolve code actions. */
  applyFix: 'wayline.applyFix',
  /**
   * Explains what a compiler, a test or a program has printed, and shows it at the places in the workspace that it is about. Its argument is the
   * text, `{ text }`, or `{ uri, range }`, which selects it in an open document. Its result is Markdown, which is shown as well.
   */
  explainOutput: 'wayline.explainOutput',
  /** Says what adds to the complexity of the function whose name is at a place: `{ uri, range }`. Its result is Markdown, which is shown as well. */
  explainComplexity: 'wayline.explainComplexity',
  /** Adds a finding to the baseline of its folder: `{ uri, finding }`, as a code action has it. */
  addToBaseline: 'wayline.addToBaseline',
  /** Forgets what `wayline.explainOutput` has shown. */
  clearOutput: 'wayline.clearOutput',
  /** Explains a rule, by its id, what was printed, or what stands at a place: `{ uri, range }`. Its result is Markdown, which is shown as well. */
  explain: 'wayline.explain',
  /** Diagnoses every file of the workspace, with progress; its result is a `DiagnosisSummary`. With `{ report: true }` it ends with an HTML report. */
  diagnoseWorkspace: 'wayline.diagnoseWorkspace',
  /** Stops `wayline.diagnoseWorkspace`, which ends with what it has found so far. For clients whose users cannot cancel progress. */
  stopDiagnosis: 'wayline.stopDiagnosis',
} as const

/** Notification to clients with `initializationOptions.client` or the experimental capability `waylineStatus: true`; params are a `WaylineStatus`. */
export const statusNotification = 'wayline/status'

export const WaylineStatus = z.object({
  state: z.enum([
    'starting',
    'ready',
    'off',
    'fetching-model',
    'model-missing',
    'gateway-unreachable',
    'gateway-refused',
    'unauthorized',
    'engine-unavailable',
    'slow',
  ]),
  /** One sentence for people. */
  message: z.string(),
  /** What to do about it, one sentence. */
  remedy: z.string().optional(),
  /** Identifier of the model that answers, once one has. */
  model: z.string().optional(),
})
export type WaylineStatus = z.infer<typeof WaylineStatus>

/** What became of `wayline.diagnoseWorkspace`. */
export const DiagnosisSummary = z.object({
  /** Whether every file has been looked at: it has not where the user has stopped it. */
  isComplete: z.boolean(),
  files: z.number(),
  /** Files that could not be diagnosed; the log names them. */
  failures: z.number(),
  filesWithFindings: z.number(),
  findings: z.object({ error: z.number(), warning: z.number(), information: z.number(), hint: z.number() }),
  /** URI of the HTML report, where one was wished for. */
  report: z.string().optional(),
})
export type DiagnosisSummary = z.infer<typeof DiagnosisSummary>
