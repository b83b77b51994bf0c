import { contextRoom } from '../../server/src/completion/prompt-window.ts'
import { limitsOf } from '../../inference/src/models/profiles/budgets.ts'
import { createCatalogue } from '../../inference/src/models/profiles/catalogue.ts'
import { readCallSites, type CallSite } from './call-sites.ts'
import { createContextUnderTest, type ContextAt } from './context-under-test.ts'
import { isDeclaredIn, isNamedIn } from './declared-in.ts'
import { percent, type Part, type Table } from './part.ts'
import { wilsonInterval } from './statistics.ts'

const budgets = [1024, 2048, 4096]
/** Tokens of code are about four characters. */
const charactersPerToken = 4

/** What became of one call site with one budget. */
interface Found {
  site: CallSite
  tokens: number
  /** In the share of the prompt that the profile leaves to other code. */
  inPrompt: boolean
  /** With the whole budget for other code. */
  inContext: boolean
  /** The callee's name stands in the prompt, declared or used. */
  isNamed: boolean
  /** The same for the text before the cursor and nothing else. */
  isNamedNaively: boolean
}

/**
 * Whether the declaration that the true line is going to call is among what goes to the model. A naive prompt is the text
 * before the cursor, which never holds it, because the declaration is in another file.
 */
export const measureRecall: Part = async surroundings => {
  const { options, say } = surroundings
  const { sites, missing } = await readCallSites(surroundings)
  const contextAt = createContextUnderTest()
  const found: Found[] = []
  for (const [index, site] of sites.entries()) {
    if (index % 12 === 0) say(`recall: ${index} of ${sites.length}`)
    for (const tokens of budgets) {
      const result = await look(site, tokens, contextAt)
      found.push(result)
      if (options.isVerbose && !result.inPrompt && tokens === 2048)
        say(`not found: ${site.item.id} ${site.item.path}:${site.item.line + 1} ${site.item.definition}`)
    }
  }
  const languages = [...new Set(sites.map(({ item }) => item.language))]
  const links = [...new Set(sites.map(({ item }) => item.link))]
  const groups: [string, (site: CallSite) => boolean][] = [
    ['all', () => true],
    ...languages.map((language): [string, (site: CallSite) => boolean] => [
      language,
      ({ item }) => item.language === language,
    ]),
    ...links.map((link): [string, (site: CallSite) => boolean] => [`link: ${link}`, ({ item }) => item.link === link]),
  ]
  const table: Table = {
    title: 'Retrieval recall: the declaration of the callee is in the prompt',
    note: `${sites.length} call sites whose callee is declared in another file. Prompt: the whole prompt has so many tokens, and the declaration is in the share for other code. Context: so many tokens for other code alone. Named: the callee's name stands anywhere in the prompt; naively: in the text before the cursor, which never holds the declaration. Goal: ≥ 85 % in a prompt of 2,048 tokens.`,
    head: [
      'call sites',
      'n',
      ...budgets.map(tokens => `prompt ${tokens}`),
      ...budgets.map(tokens => `context ${tokens}`),
      'named 2048',
      'naively 2048',
    ],
    rows: groups.map(([name, isIn]) => {
      const own = found.filter(({ site }) => isIn(site))
      const at = (tokens: number): Found[] => own.filter(one => one.tokens === tokens)
      const share = (tokens: number, is: (one: Found) => boolean): string =>
        percent(at(tokens).filter(is).length, at(tokens).length)
      return [
        name,
        `${at(2048).length}`,
        ...budgets.map(tokens => share(tokens, one => one.inPrompt)),
        ...budgets.map(tokens => share(tokens, one => one.inContext)),
        share(2048, one => one.isNamed),
        share(2048, one => one.isNamedNaively),
      ]
    }),
  }
  const tables = missing.length === 0 ? [table] : [table, missingTable(missing)]
  return { tables, figures: { callSites: sites.length, missing, ...figuresOf(found) } }
}

async function look(site: CallSite, tokens: number, contextAt: ContextAt): Promise<Found> {
  const { item, textBefore } = site
  const own = { before: textBefore.length, after: site.textAfter.length }
  const profile = createCatalogue().of('qwen2.5-coder-3b')
  const room = contextRoom({ ...limitsOf(profile, 'qwen2.5-coder-3b').budgets, promptTokens: tokens }, own).all
  const ask = (characters: number) => contextAt({ ...site, path: item.path }, characters)
  const parts = await ask(room)
  const all = tokens * charactersPerToken
  const before = textBefore.slice(-Math.max(0, all - parts.reduce((sum, { text }) => sum + text.length, 0)))
  return {
    site,
    tokens,
    inPrompt: isDeclaredIn(item, parts),
    inContext: isDeclaredIn(item, await ask(all)),
    isNamed: isNamedIn(item, [before, ...parts.map(({ text }) => text)]),
    isNamedNaively: isNamedIn(item, [textBefore.slice(-all)]),
  }
}

function figuresOf(found: Found[]): object {
  const byBudget = budgets.map(tokens => {
    const own = found.filter(one => one.tokens === tokens)
    const count = (is: (one: Found) => boolean): { hits: number; of: number; low: number; high: number } => {
      const hits = own.filter(is).length
      return { hits, of: own.length, ...wilsonInterval(hits, own.length) }
    }
    return {
      tokens,
      prompt: count(one => one.inPrompt),
      context: count(one => one.inContext),
      named: count(one => one.isNamed),
      namedNaively: count(one => one.isNamedNaively),
    }
  })
  const items = found
    .filter(({ tokens }) => tokens === 2048)
    .map(({ site, inPrompt }) => ({ id: site.item.id, inPrompt }))
  return { byBudget, items }
}

function missingTable(missing: string[]): Table {
  return { title: 'Not measured', head: ['what is missing'], rows: missing.map(reason => [reason]) }
}
