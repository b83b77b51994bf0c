import path from 'node:path'
import { rulePage, rulesIndex } from '../../server/src/diagnosis/rules/rule-page.ts'
import { loadRulePages } from '../../server/src/diagnosis/rules/rule-pages.ts'
import { root } from './imports.ts'

/** Where the pages of rules are kept. */
export const pageFolder = path.join(root, 'docs/rules')

/** What is to be in that folder: each file's text by its name. */
export function rulePageFiles(): Map<string, string> {
  const pages = loadRulePages([])
  const files = new Map(pages.map(page => [`${page.info.id}.md`, rulePage(page)]))
  return files.set('README.md', rulesIndex(pages.map(({ info }) => info)))
}
