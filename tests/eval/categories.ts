import fs from 'node:fs'
import * as z from 'zod'
import { grammarOf } from '../../server/src/syntax/grammars.ts'
import { createWasmGrammars } from '../../server/src/syntax/wasm.ts'
import { compare, comparisonTable, normalised, type Task } from './compare.ts'
import { selfCheck, spreadByGroup } from './infill.ts'
import { modelUnderTest, type Filled } from './model-under-test.ts'
import { pathOf } from './noise.ts'
import type { Part } from './part.ts'
import { createProgramRunner, type ProgramRunner } from './run-program.ts'

const languages = ['python', 'typescript', 'java', 'go', 'rust', 'cpp']

/** A case of our own, with the cursor at `‸`. What comes must parse, and pass the test or match each pattern. */
const Case = z.object({
  id: z.string(),
  category: z.string(),
  text: z.array(z.string()),
  answer: z.array(z.string()),
  test: z.array(z.string()).optional(),
  matches: z.array(z.string()).optional(),
})
type Case = z.infer<typeof Case>

const open = createWasmGrammars()

/** What developers ask for most: a comment made code, a body for a signature, and the small things in the middle of a line. */
export const measureCategories: Part = async surroundings => {
  const { options } = surroundings
  const runner = createProgramRunner(surroundings)
  const tasks: Task[] = []
  const missing: string[] = []
  for (const language of languages.filter(name => options.language === null || name === options.language)) {
    const lack = await runner.lacks(language)
    if (lack !== null) missing.push(`${language}: ${lack} is not on this computer, so its programs are left out`)
    const cases = casesOf(language).filter(({ test }) => test === undefined || lack === null)
    tasks.push(...cases.map(one => taskOf(one, language, runner)))
  }
  if (options.isSelfCheck) return selfCheck(tasks, surroundings, true)
  const chosen = options.isQuick
    ? spreadByGroup(tasks, 1).filter((_, index) => index % 5 === 0)
    : spreadByGroup(tasks, options.limit ?? 1)
  const marks = await compare(chosen, await modelUnderTest(surroundings), surroundings)
  // Counted by category and by language, not by each pair of them.
  const byBoth = marks.map(one => ({ ...one, groups: one.groups.flatMap(group => group.split(', ')) }))
  const note = `${chosen.length} of ${tasks.length} cases of our own. ${missing.join('. ')}`
  const table = comparisonTable(byBoth, 'Categories: what a completion is wanted for', note, 'right')
  return { tables: [table], figures: { cases: chosen.length, missing, marks } }
}

function casesOf(language: string): Case[] {
  return z.array(Case).parse(JSON.parse(fs.readFileSync(new URL(`cases/${language}.json`, import.meta.url), 'utf8')))
}

function taskOf(
  { id, category, text, answer, test, matches = [] }: Case,
  languageId: string,
  runner: ProgramRunner,
): Task {
  const [before = '', after = ''] = text.join('\n').split('‸')
  const isRight = async (filled: Filled): Promise<boolean> => {
    if (!(await parses(filled.text, languageId))) return false
    if (test) return runner.passes({ languageId, source: `${filled.text}\n\n${test.join('\n')}\n` })
    return matches.every(pattern => new RegExp(pattern).test(normalised(filled.inserted)))
  }
  return {
    id,
    groups: [`${category}, ${languageId}`],
    question: { path: pathOf({ languageId }), languageId, before, after, extent: test ? 'block' : 'line', context: [] },
    answer: answer.join('\n'),
    isRight,
  }
}

async function parses(text: string, languageId: string): Promise<boolean> {
  const name = grammarOf(languageId)
  if (!name) return true
  const tree = (await open(name)).parse(text, null)
  try {
    return tree !== null && !tree.rootNode.hasError
  } finally {
    tree?.delete()
  }
}
