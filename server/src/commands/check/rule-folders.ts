import fs from 'node:fs'
import path from 'node:path'
import { counted } from '../../diagnosis/output/text-report.ts'
import { isIn, realPath } from '../../diagnosis/rules/folders.ts'
import { problemsOfRules, problemText } from '../../diagnosis/rules/inspect-rules.ts'
import { loadRules } from '../../diagnosis/rules/load-rules.ts'
import { UsageError } from '../report-error.ts'

/** Folders of rules that a run may use. */
export interface RuleFolders {
  /** Absolute. */
  folders: string[]
  /** How many rules and folders that the settings name are not used. */
  leftOut: number
}

export interface RuleFolderOptions {
  folder: string
  /** What the settings of the folder name. */
  fromSettings: readonly string[]
  /** What the command line names. */
  named: readonly string[]
  say: (message: string) => void
}

/** Of a folder in which nothing is right, the beginning says enough. */
const mostTold = 3

/**
 * The folders that settings and the command line name. Settings come with the repository, which may be anybody's: they have a say
 * on its own folders only. What is wrong with their rules is told; what somebody has named has to be right. Throws UsageError.
 */
export async function ruleFoldersOf({ folder, fromSettings, named, say }: RuleFolderOptions): Promise<RuleFolders> {
  const folders: string[] = []
  let leftOut = 0
  for (const name of fromSettings) {
    const full = path.resolve(folder, name)
    if (!isIn(folder, full) || !isIn(realPath(folder), realPath(full))) {
      say(
        `Setting wayline.diagnosis.ruleFolders names ${JSON.stringify(name)}, which does not lie in this folder: it is left out. Name folders elsewhere with --rules.`,
      )
      leftOut++
      continue
    }
    const problems = await problemsOfRules(full)
    for (const problem of problems) say(problemText(problem))
    leftOut += problems.length
    folders.push(full)
  }
  for (const name of named) {
    const full = path.resolve(folder, name)
    if (name === '' || !fs.statSync(full, { throwIfNoEntry: false })?.isDirectory())
      throw new UsageError(
        `${name === '' ? 'An empty name' : name} is no folder.`,
        'Give the folder that the rules are in.',
      )
    const problems = await problemsOfRules(full)
    const wrong = problems.filter(({ isUnsupported }) => !isUnsupported)
    if (wrong.length > 0) {
      const told = wrong.slice(0, mostTold).map(problemText).join(' ')
      throw new UsageError(
        `${counted(wrong.length, 'rule')} of ${name} cannot be used. ${told}`,
        'Mend what is named, or move it elsewhere; `wayline rules test` tells of all.',
      )
    }
    for (const problem of problems) say(problemText(problem))
    folders.push(full)
  }
  if (folders.length > 0) loadRules(folders).notices.forEach(say)
  return { folders, leftOut }
}

/** Told at the end too, where somebody looks. */
export function leftOutText({ leftOut }: RuleFolders): string | null {
  return leftOut === 0
    ? null
    : `Of the rules that the settings name, ${leftOut} ${leftOut === 1 ? 'is' : 'are'} left out; why stands above.`
}
