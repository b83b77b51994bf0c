import { pathToFileURL } from 'node:url'
import { parseConfig, type Config } from '../../config.ts'
import type { Hunk } from '../../diagnosis/review/hunks.ts'
import { remarksIn, type ModelRemark } from '../../diagnosis/review/model-remarks.ts'
import type { Place } from '../../diagnosis/review/places.ts'
import { remarkable } from '../../diagnosis/review/review.ts'
import { reviewMessages } from '../../diagnosis/review/review-question.ts'
import type { SourceText } from '../../diagnosis/subject.ts'
import { WaylineError } from '../../errors.ts'
import type { WholeGateway } from '../../gateway/gateway.ts'
import { openGateway } from '../../gateway/open-gateway.ts'
import { createBoundary } from '../../safety/boundary.ts'
import type { Redactor } from '../../safety/secrets/redactor.ts'
import { createProgress } from '../check/progress.ts'
import type { ModelPart } from '../../diagnosis/review/review.ts'

/** A changed file with the places of it that a model is to see. */
export interface AskedFile {
  name: string
  source: SourceText
  /** The text before the change: lines that were taken away are shown too. */
  before: string
  places: readonly Place[]
  /** Findings, each a sentence, with their lines from 0. */
  known: readonly { line: number; sentence: string }[]
}

export interface AskModelOptions {
  folder: string
  gatewayUrl: string | undefined
  token: string | undefined
  /** Name of the model; null for the gateway's first. */
  model: string | null
  /** Of the folder: what is excluded is not sent. */
  settings: Config
  redactor: Redactor
  timeoutMs: number
  signal: AbortSignal
}

/** Places are asked about so many at a time. */
const atOnce = 4
/** More is not sent for one review, in characters. */
const mostCharacters = 400_000
const answerTokens = 700
/** So many failures on end, and the rest would fail as well. */
const mostFailures = 3

/** Has a model look at every place, within its time. It never throws but when it is interrupted: without a model there are findings still. */
export async function askModel(
  files: readonly AskedFile[],
  options: AskModelOptions,
): Promise<{ remarks: ModelRemark[]; model: ModelPart }> {
  const { signal, timeoutMs } = options
  const timed = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  const model: ModelPart = { name: null, notes: [] }
  const remarks: ModelRemark[] = []
  const questions = withinBudget(questionsOf(files, options), model)
  if (questions.length === 0) return { remarks, model }
  let gateway: WholeGateway | null = null
  try {
    gateway = await open(options, timed)
    model.name = options.model ?? (await gateway.models(timed))[0]?.id ?? null
    if (gateway.address.socket && (await gateway.health(timed)).engine.kind === 'embedded')
      model.notes.push('The model of this computer is small: what it says of code is of little value.')
    await askAll(questions, { ...options, signal: timed, gateway, remarks, part: model })
  } catch (error) {
    signal.throwIfAborted()
    model.notes.push(`No model answered: ${reasonOf(error, timed, timeoutMs)}`)
  } finally {
    await gateway?.dispose()
  }
  return { remarks, model }
}

interface Question {
  name: string
  messages: ReturnType<typeof reviewMessages>
  mayBe: (line: number) => boolean
}

function questionsOf(files: readonly AskedFile[], { folder, settings, redactor }: AskModelOptions): Question[] {
  const boundary = createBoundary({ settings: () => settings, roots: () => [pathToFileURL(folder).href] })
  return files.flatMap(({ name, source, before, places, known }) => {
    if (boundary.excludes({ uri: pathToFileURL(source.path).href, path: name })) return []
    // As a whole, because a private key may begin before what is shown.
    const lines = redactor.redact(source.text, source.languageId).split(/\r?\n/)
    const old = redactor.redact(before, source.languageId).split(/\r?\n/)
    return places.map(place => ({
      name,
      mayBe: remarkable(place.hunks),
      messages: reviewMessages({
        name,
        languageId: source.languageId,
        place: { ...place, hunks: place.hunks.map(hunk => ({ ...hunk, removed: linesOf(old, hunk) })) },
        lines,
        known: known.flatMap(({ line, sentence }) =>
          line >= place.first && line <= place.last ? [redactor.redact(sentence, source.languageId)] : [],
        ),
      }),
    }))
  })
}

function linesOf(old: readonly string[], { oldFirst, removed }: Hunk): string[] {
  return old.slice(oldFirst, oldFirst + removed.length)
}

function withinBudget(questions: readonly Question[], model: ModelPart): Question[] {
  let left = mostCharacters
  const kept = questions.filter(({ messages }) => {
    left -= messages.reduce((sum, { content }) => sum + content.length, 0)
    return left >= 0
  })
  if (kept.length < questions.length)
    model.notes.push(
      `The change is large: ${questions.length - kept.length} of ${questions.length} places were not shown to the model.`,
    )
  return kept
}

interface Asking extends AskModelOptions {
  gateway: WholeGateway
  remarks: ModelRemark[]
  part: ModelPart
}

async function askAll(questions: readonly Question[], asking: Asking): Promise<void> {
  const { gateway, signal, remarks, part, timeoutMs } = asking
  const progress = createProgress(questions.length, 'changes reviewed')
  const answered = new Map<number, ModelRemark[]>()
  let next = 0
  let onEnd = 0
  let last: unknown = null
  const work = async (): Promise<void> => {
    for (let at = next++; at < questions.length && onEnd < mostFailures && !signal.aborted; at = next++) {
      const question = questions[at]
      if (!question) return
      try {
        answered.set(at, await askOne(question, gateway, asking))
        onEnd = 0
      } catch (error) {
        last = error
        onEnd++
      }
      progress.step()
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, questions.length) }, work))
  progress.end()
  // In the order of the change, whoever answered first.
  for (const [, found] of [...answered].sort(([one], [other]) => one - other)) remarks.push(...found)
  if (answered.size === 0) throw last instanceof Error ? last : new Error('It did not answer in time.')
  const missing = questions.length - answered.size
  if (missing > 0)
    part.notes.push(
      `To ${missing} of ${questions.length} questions the model did not answer: ${reasonOf(last, signal, timeoutMs)}`,
    )
}

async function askOne(
  { name, messages, mayBe }: Question,
  gateway: WholeGateway,
  { model, signal }: Asking,
): Promise<ModelRemark[]> {
  let answer = ''
  const named = model === null ? {} : { model }
  for await (const piece of gateway.chat({ ...named, messages, max_tokens: answerTokens, temperature: 0 }, signal))
    answer += piece
  return remarksIn(answer, name, mayBe)
}

function open({ gatewayUrl, token }: AskModelOptions, signal: AbortSignal): Promise<WholeGateway> {
  // Not from the settings of the folder: a repository has no say in where its code is sent.
  const { config } = parseConfig({ gateway: { url: gatewayUrl, token } })
  const log = (): void => undefined
  const warn = (message: string): void => void process.stderr.write(`wayline: ${message}\n`)
  return openGateway(config, { env: process.env, log, warn, signal })
}

function reasonOf(error: unknown, signal: AbortSignal, timeoutMs: number): string {
  if (error instanceof WaylineError) return [error.message, error.remedy].filter(Boolean).join(' ')
  if (signal.aborted) return `the time for it, ${Math.round(timeoutMs / 1000)} s, was over.`
  return error instanceof Error ? error.message : String(error)
}
