import type { Taste } from '../../completion/taste.ts'
import type { Figures } from '../../events/figures.ts'
import type { StatsWords } from './words.ts'

export interface Report {
  folder: string
  days: number | undefined
  /** Day of the first event. */
  since: string
  figures: Figures
  /** What has been learned of all events that are kept. */
  taste: Taste
  languages: Map<string, Figures>
}

/** A user's figures as a page for a terminal. What there is nothing to say about is left out. */
export function reportText({ folder, days, since, figures, taste, languages }: Report, words: StatsWords): string {
  const facts = factsOf(figures, taste, words)
  const width = Math.max(...facts.map(([label]) => widthOf(label)))
  return [
    words.title(days, since),
    '',
    ...facts.map(([label, text]) => `  ${padEnd(label, width)}  ${text}`),
    '',
    ...tableOf(languages, words).map(line => `  ${line}`.trimEnd()),
    '',
    words.where(folder),
    '',
  ].join('\n')
}

function factsOf(figures: Figures, taste: Taste, words: StatsWords): [string, string][] {
  const { acceptedBy, latencyMs, kept } = figures
  const facts: [string, string | null][] = [
    [words.shown, listed(count(figures.shown), words.shownBriefly(count(figures.shownBriefly)))],
    [
      words.accepted,
      listed(
        percent(figures.acceptanceRate),
        words.acceptedBy(count(acceptedBy.full), count(acceptedBy.line), count(acceptedBy.word)),
        figures.acceptanceRateOfAll === null ? '' : words.ofAll(percent(figures.acceptanceRateOfAll)),
      ),
    ],
    [
      words.characters,
      listed(
        percent(figures.characterAcceptanceRate),
        words.of(count(figures.acceptedCharacters), count(figures.shownCharacters)),
      ),
    ],
    [words.typedThrough, count(figures.typedThrough)],
    [
      words.answers,
      figures.generated === 0
        ? null
        : listed(percent(figures.generationYield), words.of(count(figures.shown), count(figures.generated))),
    ],
    [
      words.requests,
      figures.requests === 0
        ? null
        : listed(percent(figures.requestYield), words.of(count(figures.shown), count(figures.requests))),
    ],
    [
      words.kept,
      listed(
        ...kept.map(({ afterMs, share }) => (share === null ? '' : `${percent(share)} (${words.minutes(afterMs)})`)),
      ),
    ],
    [
      words.written,
      listed(
        percent(figures.aiShare),
        words.writtenOf(count(figures.insertedCharacters), count(figures.typedCharacters)),
        figures.aiShareKept === null ? '' : words.writtenKept(percent(figures.aiShareKept)),
      ),
    ],
    [words.latency, latencyMs && words.percentiles(count(latencyMs.median), count(latencyMs.p95))],
    [
      words.learned,
      taste.threshold === 0 ? words.nothingLearned : words.sparing(percent(taste.spared), count(taste.outcomes)),
    ],
  ]
  return facts.flatMap(([label, text]): [string, string][] => (text ? [[label, text]] : []))
}

function tableOf(languages: Map<string, Figures>, { columns }: StatsWords): string[] {
  const rows = [...languages].map(([language, figures]) => [
    language,
    count(figures.shown),
    percent(figures.acceptanceRate),
    percent(figures.characterAcceptanceRate),
    percent(figures.kept.at(-1)?.share ?? null),
    figures.latencyMs ? `${count(figures.latencyMs.median)} ms` : '–',
  ])
  const table = [columns, ...rows]
  const widths = columns.map((_, column) => Math.max(...table.map(row => widthOf(row[column] ?? ''))))
  return table.map(row =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return column === 0 ? padEnd(cell, width) : ' '.repeat(width - widthOf(cell)) + cell
      })
      .join('  '),
  )
}

function listed(...parts: string[]): string {
  return parts.filter(part => part !== '').join('; ')
}

function count(number: number): string {
  return Math.round(number).toLocaleString('en')
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`
}

function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/** Columns in a terminal: a Chinese character takes two. */
function widthOf(text: string): number {
  return text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0)
}
