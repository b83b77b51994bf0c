import type { Budgets } from '@wayline/inference/api'
import { contextRoom } from '../../server/src/completion/prompt-window.ts'
import { readCallSites, type CallSite } from './call-sites.ts'
import { compare, comparisonTable, type Task } from './compare.ts'
import { createContextUnderTest, type ContextAt } from './context-under-test.ts'
import { spreadByGroup } from './infill.ts'
import { modelUnderTest } from './model-under-test.ts'
import type { Part } from './part.ts'

/** Calls of what other files declare, written by the model with and without the engine: is it the call that stands there? */
export const measureCrossfile: Part = async surroundings => {
  const { options } = surroundings
  const { sites, missing } = await readCallSites({ ...surroundings, options: { ...options, limit: null } })
  const model = await modelUnderTest(surroundings)
  const { budgets } = model.model.wayline
  const { all: room } = contextRoom(budgets, { before: Infinity, after: Infinity })
  const contextAt = createContextUnderTest()
  const wanted = sites.filter(({ languageId }) => options.language === null || languageId === options.language)
  const tasks = spreadByGroup(wanted.map(taskOf), options.limit ?? (options.isQuick ? 1 : 4))
  const asked: Task[] = []
  for (const task of tasks) {
    const site = wanted.find(({ item }) => item.id === task.id)
    asked.push(site ? await withContext(task, site, contextAt, roomFor(site, budgets)) : task)
  }
  const marks = await compare(asked, model, surroundings)
  const table = comparisonTable(
    marks,
    'Calls across files: the rest of the line',
    `${asked.length} of ${wanted.length} call sites; the engine has at least ${room} characters for other files in this model’s prompt.`,
    null,
  )
  return { tables: [table], figures: { callSites: asked.length, missing, room, marks } }
}

function roomFor({ textBefore, textAfter }: CallSite, budgets: Budgets): number {
  return contextRoom(budgets, { before: textBefore.length, after: textAfter.length }).all
}

function taskOf({ item, languageId, textBefore, textAfter }: CallSite): Task {
  return {
    id: item.id,
    groups: [item.language],
    question: {
      path: item.path,
      languageId,
      before: textBefore,
      after: textAfter,
      extent: 'line',
      context: [],
    },
    answer: item.expected,
    isRight: null,
  }
}

async function withContext(task: Task, site: CallSite, contextAt: ContextAt, room: number): Promise<Task> {
  const context = await contextAt({ ...site, path: site.item.path }, room)
  return { ...task, question: { ...task.question, context } }
}
