import * as z from 'zod'
import { GatewayError } from '../../errors.ts'
import chat from './data/chat.json'
import codegemma from './data/codegemma.json'
import codellama from './data/codellama.json'
import codestral from './data/codestral.json'
import deepseekCoder from './data/deepseek-coder.json'
import mellum from './data/mellum.json'
import plain from './data/plain.json'
import qwenCoder from './data/qwen-coder.json'
import santacoder from './data/santacoder.json'
import seedCoder from './data/seed-coder.json'
import smollm2 from './data/smollm2.json'
import starcoder from './data/starcoder.json'
import starcoder2 from './data/starcoder2.json'
import { Profile } from './profile.ts'

/** Most specific first: the last one matches every name. */
const builtIn = [
  qwenCoder,
  codegemma,
  starcoder2,
  starcoder,
  santacoder,
  deepseekCoder,
  codellama,
  codestral,
  mellum,
  seedCoder,
  smollm2,
  chat,
  plain,
]

/** A profile of the configuration: a whole one, or with `extends` what differs from a built-in one. */
export const ProfileOverride = z.record(z.string(), z.unknown())
export type ProfileOverride = z.infer<typeof ProfileOverride>

export interface ProfileCatalogue {
  /** The profile of a model, by its name; there always is one. */
  of(model: string): Profile
  /** The plain text profile, for models whose own format turned out not to work. */
  readonly plain: Profile
  readonly names: string[]
}

/**
 * The built-in profiles, preceded by those of the configuration. One of the same name replaces the built-in one.
 * Throws `bad_config` naming the profile and the field at fault.
 */
export function createCatalogue(overrides: Record<string, ProfileOverride> = {}): ProfileCatalogue {
  const standard = builtIn.map(profile => Profile.parse(profile))
  const own = Object.entries(overrides).map(([name, override]) => merge(name, override, standard))
  const replaced = new Set(own.map(profile => profile.name))
  const all = [...own, ...standard.filter(profile => !replaced.has(profile.name))]
  const fallback = all.find(profile => profile.name === 'plain') ?? Profile.parse(plain)
  return {
    of: model => all.find(profile => profile.match.some(pattern => new RegExp(pattern, 'i').test(model))) ?? fallback,
    plain: fallback,
    names: all.map(profile => profile.name),
  }
}

function merge(name: string, override: ProfileOverride, standard: Profile[]): Profile {
  const { extends: base, ...fields } = override
  const known = standard.map(profile => profile.name)
  const parent = typeof base === 'string' ? standard.find(profile => profile.name === base) : undefined
  if (base !== undefined && !parent) {
    throw new GatewayError('bad_config', `Profile ${name} extends ${JSON.stringify(base)}, which does not exist.`, {
      remedy: `Extend one of: ${known.join(', ')}.`,
    })
  }
  const inherited = parent ?? standard.find(profile => profile.name === name && fields['layout'] === undefined)
  const parsed = Profile.safeParse({
    match: [escapeForPattern(name)],
    ...inherited,
    ...ownMatch(name, inherited),
    ...fields,
    name,
  })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  throw new GatewayError(
    'bad_config',
    `Profile ${name} is not valid${field ? ` at ${field}` : ''}: ${issue?.message ?? 'bad value'}.`,
    { remedy: `Give it a layout and a template, or extend one of: ${known.join(', ')}.` },
  )
}

/** A profile that extends another covers the models that bear its own name, not those of its parent. */
function ownMatch(name: string, inherited: Profile | undefined): { match?: string[] } {
  return inherited && inherited.name !== name ? { match: [escapeForPattern(name)] } : {}
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
