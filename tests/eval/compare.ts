import type { Filled, ModelUnderTest, Question } from './model-under-test.ts'
import type { Surroundings, Table } from './part.ts'
import { bootstrapInterval, editSimilarity, mcNemar, mean, wilsonInterval } from './statistics.ts'

/** A question whose true answer is known. */
export interface Task {
  id: string
  /** What its results are counted for, besides all together. */
  groups: string[]
  question: Question
  answer: string
  /** Whether what came is right; null where only the texts are compared. */
  isRight: ((filled: Filled) => Promise<boolean>) | null
}

/** How one way has done one task. */
export interface Mark {
  isRight: boolean
  isExact: boolean
  similarity: number
}

/** Both ways at the same task. */
export interface Marks {
  id: string
  groups: string[]
  engine: Mark
  naive: Mark
}

/** Has the model do each task in both ways. */
export async function compare(tasks: Task[], model: ModelUnderTest, { options, say }: Surroundings): Promise<Marks[]> {
  const marks: Marks[] = []
  for (const [index, task] of tasks.entries()) {
    if (index % 10 === 0) say(`${index} of ${tasks.length}`)
    const engine = await mark(task, await model.engine(task.question))
    const naive = await mark(task, await model.naive(task.question))
    marks.push({ id: task.id, groups: task.groups, engine: engine.mark, naive: naive.mark })
    if (options.isVerbose && !engine.mark.isRight && !engine.mark.isExact)
      say(
        `${task.id}\n  wanted ${JSON.stringify(task.answer)}\n  engine ${JSON.stringify(engine.inserted)}\n  naive  ${JSON.stringify(naive.inserted)}`,
      )
  }
  return marks
}

async function mark(task: Task, filled: Filled): Promise<{ mark: Mark; inserted: string }> {
  const [given, wanted] = [normalised(filled.inserted), normalised(task.answer)]
  const isExact = given === wanted
  return {
    inserted: filled.inserted,
    mark: {
      isExact,
      isRight: (await task.isRight?.(filled)) ?? isExact,
      similarity: editSimilarity(given, wanted),
    },
  }
}

/** How a text is laid out does not count. */
export function normalised(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ')
}

/** The marks as a table: a row for all, and one for each group. `right` names what being right means. */
export function comparisonTable(marks: Marks[], title: string, note: string, right: string | null): Table {
  const groups = [...new Set(marks.flatMap(one => one.groups))]
  const rows = ['all', ...groups].map(group => {
    const own = marks.filter(one => group === 'all' || one.groups.includes(group))
    const share = (is: (one: Marks) => boolean): string => shareText(own.filter(is).length, own.length)
    const similarity = (of: (one: Marks) => number): string => meanText(own.map(of))
    return [
      group,
      `${own.length}`,
      ...(right === null
        ? []
        : [share(one => one.engine.isRight), share(one => one.naive.isRight), chance(own, mine => mine.isRight)]),
      share(one => one.engine.isExact),
      share(one => one.naive.isExact),
      similarity(one => one.engine.similarity),
      similarity(one => one.naive.similarity),
    ]
  })
  const head = [
    '',
    'n',
    ...(right === null ? [] : [`${right}: engine`, 'naive', 'chance']),
    'exact: engine',
    'naive',
    'similarity: engine',
    'naive',
  ]
  return {
    title,
    note: `${note} Engine: the completion engine in front of the model. Naive: the same model, given the file alone in its own format. In brackets: 95 % intervals.${right === null ? '' : ' Chance: how likely so uneven a split is if neither is better (McNemar).'}`,
    head,
    rows,
  }
}

function shareText(hits: number, of: number): string {
  if (of === 0) return '–'
  const { low, high } = wilsonInterval(hits, of)
  return `${Math.round((100 * hits) / of)} % (${Math.round(100 * low)}–${Math.round(100 * high)})`
}

function meanText(values: number[]): string {
  if (values.length === 0) return '–'
  const { low, high } = bootstrapInterval(values, { samples: 500 })
  return `${mean(values).toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`
}

function chance(marks: Marks[], is: (mark: Mark) => boolean): string {
  const onlyEngine = marks.filter(({ engine, naive }) => is(engine) && !is(naive)).length
  const onlyNaive = marks.filter(({ engine, naive }) => is(naive) && !is(engine)).length
  return mcNemar(onlyEngine, onlyNaive).toFixed(2)
}

/** So many of the items, evenly from the whole list, so that few of them are not all of one kind. */
export function spread<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items]
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]).filter(
    item => item !== undefined,
  )
}
