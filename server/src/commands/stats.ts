import { localGateway, surroundings } from '@wayline/inference/api'
import { readTaste } from '../completion/taste-file.ts'
import { eventFiles, readEvents } from '../events/event-files.ts'
import { figuresByLanguage, figuresOf } from '../events/figures.ts'
import { reportText } from './stats/report.ts'
import { statsWords } from './stats/words.ts'

export interface StatsOptions {
  json?: boolean
  /** Only so many days back; without it, all that is kept. */
  days?: number
}

const dayMs = 24 * 60 * 60 * 1000

/** `stats`: what became of the suggestions of this user's editors, from the events that are kept on this computer. */
export async function runStats({ json, days }: StatsOptions): Promise<number> {
  const files = eventFiles(localGateway(surroundings()).dataDir)
  const all = await readEvents(files)
  const from = days === undefined ? 0 : Date.now() - days * dayMs
  const events = all.filter(({ time }) => time >= from)
  const figures = figuresOf(events)
  const languages = figuresByLanguage(events)
  const firstMs = events.reduce((first, { time }) => Math.min(first, time), Infinity)
  const { folder } = files
  const taste = await readTaste(files)
  if (json) {
    const since = events.length === 0 ? null : new Date(firstMs).toISOString()
    const { outcomes, spared, lost } = taste
    const report = {
      folder,
      days: days ?? null,
      since,
      events: events.length,
      ...figures,
      learned: taste.threshold === 0 ? null : { outcomes, spared, lost },
      languages: Object.fromEntries(languages),
    }
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
    return 0
  }
  const words = statsWords(process.env)
  if (events.length === 0) {
    const sentence = all.length === 0 || days === undefined ? words.nothing(folder) : words.nothingOf(days, folder)
    process.stdout.write(`${sentence}\n`)
    return 0
  }
  process.stdout.write(reportText({ folder, days, since: dayOf(firstMs), figures, taste, languages }, words))
  return 0
}

/** In the user's own time zone. */
function dayOf(time: number): string {
  const day = new Date(time)
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}
