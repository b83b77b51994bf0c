import { systemClock } from '../completion/clock.ts'
import { neutralTaste, type Taste } from '../completion/taste.ts'
import type { EventFiles } from '../events/event-files.ts'
import { inSlices } from './in-slices.ts'
import type { Log } from './log.ts'
import type { Settings } from './settings.ts'

export interface LearningOptions {
  settings: Pick<Settings, 'current'>
  env: NodeJS.ProcessEnv
  /** Ends with the language server. */
  life: AbortSignal
  log: Log
  after?: (delayMs: number, run: () => void) => () => void
  date?: () => number
}

/** What is learned from the events that are kept on this computer. */
export interface Learning {
  /** What is known so far: neutral until something is, and where no events are to be kept. */
  readonly taste: Taste
}

/** Not while the first document is opened and the index made. */
const firstAfterMs = 60_000
const everyMs = 10 * 60_000

/**
 * Begins when it is first asked: reads what was learned last, and learns again from time to time if there are other events.
 * All of that happens in the background; when it fails, nothing is dropped and the log says why.
 */
export function createLearning({
  settings,
  env,
  life,
  log,
  after = systemClock.after,
  date = () => Date.now(),
}: LearningOptions): Learning {
  const isOn = (): boolean => settings.current.completion.enabled && settings.current.events.store
  let taste = neutralTaste
  let hasBegun = false
  let learnedFrom: string | null = null

  async function begin(): Promise<void> {
    const files = await filesOf(env)
    const { readTaste } = await import('../completion/taste-file.ts')
    taste = await readTaste(files)
    learnLater(files, firstAfterMs)
  }

  function learnLater(files: EventFiles, delayMs: number): void {
    if (life.aborted) return
    const takeBack = after(delayMs, () => {
      life.removeEventListener('abort', takeBack)
      void learn(files)
        .catch((error: unknown) => {
          taste = neutralTaste
          if (!life.aborted) log.debug(`Nothing can be learned from the events: ${String(error)}`)
        })
        .then(() => learnLater(files, everyMs))
    })
    life.addEventListener('abort', takeBack, { once: true })
  }

  async function learn(files: EventFiles): Promise<void> {
    if (!isOn()) return
    const [{ stateOfEvents, writeTaste }, { readEventTexts }, { outcomesIn }, { learnTaste }] = await Promise.all([
      import('../completion/taste-file.ts'),
      import('../events/event-files.ts'),
      import('../events/outcomes.ts'),
      import('../completion/learn-taste.ts'),
    ])
    const state = await stateOfEvents(files)
    if (state === learnedFrom) return
    const outcomes = await inSlices(outcomesIn(await readEventTexts(files)), life)
    const learned = await inSlices(learnTaste(outcomes, date()), life)
    // What has been deleted meanwhile is not to come back.
    if (!isOn() || (state !== '' && (await stateOfEvents(files)) === '')) return
    taste = learned
    learnedFrom = state
    await writeTaste(files, learned)
  }

  return {
    get taste() {
      if (!isOn()) return neutralTaste
      if (!hasBegun) {
        hasBegun = true
        begin().catch((error: unknown) => log.debug(`Nothing is known from before: ${String(error)}`))
      }
      return taste
    },
  }
}

async function filesOf(env: NodeJS.ProcessEnv): Promise<EventFiles> {
  const [{ localGateway, surroundings }, { eventFiles }] = await Promise.all([
    import('@wayline/inference/api'),
    import('../events/event-files.ts'),
  ])
  return eventFiles(localGateway({ ...surroundings(), env }).dataDir)
}
