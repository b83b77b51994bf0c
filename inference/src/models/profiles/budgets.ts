import type { Budgets, PromptLayout } from '../../api/index.ts'
import { charactersPerToken } from './fit-parts.ts'
import type { Profile } from './profile.ts'

/** Code of which nearly all has more characters to a token. */
const densestCharactersPerToken = 3
/** Where neither the engine nor the profile tells the window. */
const unknownContextTokens = 4096

export interface ModelLimits {
  contextTokens: number
  budgets: Budgets
}

/** What a model can bear: by its profile where that says so, else by the size that its name tells. */
export function limitsOf(profile: Profile, model: string, engineContextTokens?: number): ModelLimits {
  const contextTokens = engineContextTokens ?? profile.contextTokens ?? unknownContextTokens
  const billions = profile.parameters ?? parametersInName(model)
  const budgets = { ...sharesFor(billions, profile.layout), ...tokensFor(billions), ...definedIn(profile.budgets) }
  // The answer needs room in the same window, and a prompt that fills it to the brim is refused by most engines.
  const window = Math.max(64, contextTokens - budgets.blockTokens - 16)
  // Prompts are measured in characters. Where the window is the limit, text is taken to be dense.
  const room = Math.floor((window * densestCharactersPerToken) / charactersPerToken)
  return { contextTokens, budgets: { ...budgets, promptTokens: Math.min(budgets.promptTokens, room) } }
}

/** Billions of parameters as model names tell them (`7B`, `1.5b`, `135M`), or null. */
export function parametersInName(model: string): number | null {
  const found = /(?:^|[^a-z0-9.]|x)(\d+(?:\.\d+)?)([bm])(?![a-z0-9])/i.exec(model)
  if (!found?.[1] || !found[2]) return null
  return Number(found[1]) / (found[2].toLowerCase() === 'm' ? 1000 : 1)
}

/** Prompt evaluation is what a small machine is slow at: the smaller the model, the likelier it runs on one. */
function tokensFor(billions: number | null): Pick<Budgets, 'promptTokens' | 'lineTokens' | 'blockTokens'> {
  return { promptTokens: promptTokensFor(billions), lineTokens: 24, blockTokens: 200 }
}

function promptTokensFor(billions: number | null): number {
  if (billions === null) return 2048
  if (billions <= 0.4) return 350
  if (billions <= 1) return 1024
  if (billions <= 2) return 1536
  if (billions < 6) return 2048
  return 4096
}

function sharesFor(
  billions: number | null,
  layout: PromptLayout,
): Pick<Budgets, 'prefixShare' | 'suffixShare' | 'contextShare' | 'editsShare'> {
  const isSmall = billions !== null && billions <= 1.5
  const shares = isSmall
    ? { prefixShare: 0.65, suffixShare: 0.15, contextShare: 0.2, editsShare: 0 }
    : { prefixShare: 0.45, suffixShare: 0.125, contextShare: 0.325, editsShare: 0.1 }
  // A plain prompt has no place for the suffix, so its share goes to the text before the cursor.
  if (layout !== 'plain') return shares
  return { ...shares, prefixShare: shares.prefixShare + shares.suffixShare, suffixShare: 0 }
}

function definedIn(budgets: Profile['budgets']): Partial<Budgets> {
  const entries = Object.entries(budgets ?? {}).filter((entry): entry is [string, number] => entry[1] !== undefined)
  return Object.fromEntries(entries)
}
