import { compare, comparisonTable, spread, type Task } from './compare.ts'
import { readOtherItems, readPythonItems, type InfillItem } from './data.ts'
import { holeOf } from './holes.ts'
import { modelUnderTest } from './model-under-test.ts'
import { pathOf } from './noise.ts'
import type { Part, PartResult, Surroundings } from './part.ts'
import { createProgramRunner, type ProgramRunner } from './run-program.ts'

/** Programs with a hole, filled by the model with and without the engine: do they pass their tests then? */
export const measureInfill: Part = async surroundings => {
  const { options } = surroundings
  const runner = createProgramRunner(surroundings)
  const all = [
    ...readPythonItems(surroundings, 'single'),
    ...readPythonItems(surroundings, 'multi'),
    ...readPythonItems(surroundings, 'span'),
    ...readOtherItems(surroundings),
  ].filter(({ language }) => options.language === null || language === options.language)
  const missing = await lackingOf(all, runner)
  const items = all.filter(({ language }) => !missing.has(language))
  const tasks = items.map(item => taskOf(item, runner))
  if (options.isSelfCheck) return selfCheck(spread(tasks, options.limit ?? tasks.length), surroundings)
  const chosen = spreadByGroup(tasks, options.limit ?? (options.isQuick ? 1 : 2))
  const marks = await compare(chosen, await modelUnderTest(surroundings), surroundings)
  const table = comparisonTable(
    marks,
    'Infilling: programs with a hole',
    `${chosen.length} of ${tasks.length} programs.${missingText(missing)}`,
    'pass@1',
  )
  return { tables: [table], figures: { items: chosen.length, missing: [...missing], marks } }
}

function taskOf(item: InfillItem, runner: ProgramRunner): Task {
  const hole = holeOf(item)
  const { languageId, before, after, answer } = hole
  const call = item.entryPoint === null ? '' : `\ncheck(${item.entryPoint})\n`
  return {
    id: item.id,
    groups: [`${languageId}, ${item.kind}`],
    question: {
      path: pathOf(hole),
      languageId,
      before,
      after,
      extent: answer.includes('\n') ? 'block' : 'line',
      context: [],
    },
    answer,
    isRight: ({ text }) => runner.passes({ languageId, source: `${text}\n${item.test}${call}` }),
  }
}

async function lackingOf(items: InfillItem[], runner: ProgramRunner): Promise<Map<string, string>> {
  const missing = new Map<string, string>()
  for (const language of new Set(items.map(item => item.language))) {
    const lack = await runner.lacks(language)
    if (lack !== null) missing.set(language, lack)
  }
  return missing
}

function missingText(missing: Map<string, string>): string {
  return [...missing].map(([language, lack]) => ` ${language} is left out: ${lack} is not on this computer.`).join('')
}

/** So many of each group. */
export function spreadByGroup(tasks: Task[], count: number): Task[] {
  const groups = new Map<string, Task[]>()
  for (const task of tasks) groups.set(task.groups.join(), [...(groups.get(task.groups.join()) ?? []), task])
  return [...groups.values()].flatMap(own => spread(own, count))
}

/** Whether the judge is to be trusted: true answers are right, empty ones are not. Needs no model. */
export async function selfCheck(tasks: Task[], { say }: Surroundings, isStrict = false): Promise<PartResult> {
  const wrong: string[][] = []
  let right = 0
  let empty = 0
  for (const [index, { id, question, answer, isRight }] of tasks.entries()) {
    if (index % 20 === 0) say(`${index} of ${tasks.length}`)
    const filled = (inserted: string) => ({ inserted, text: question.before + inserted + question.after })
    if (await isRight?.(filled(answer))) right++
    else wrong.push([id, 'the true answer does not pass'])
    if (!(await isRight?.(filled('')))) continue
    empty++
    wrong.push([id, 'an empty answer passes'])
  }
  const table = {
    title: 'Self-check: the judge, without a model',
    note: `Of ${tasks.length} true answers ${right} pass, and ${empty} empty ones.`,
    head: ['id', 'what is wrong'],
    rows: wrong,
  }
  const hasFailed = right < tasks.length || (isStrict && empty > 0)
  return { tables: [table], figures: { tasks: tasks.length, right, empty, wrong }, hasFailed }
}
