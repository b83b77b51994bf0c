import { lastPart } from './last-part.ts'
import type { CallModel, FieldModel, FlowRule, ModelFile, ParameterModel } from './models.ts'

/** Stands in a model for a receiver of which nothing is known. */
const anyUnknown = '?'

/** The models of a language, to be asked by name. */
export class ModelIndex {
  readonly rules = new Map<string, FlowRule>()
  readonly runsCallbacksLater: boolean
  readonly nullWord: string
  /** Finds in a text what comes from outside under a name that is the same everywhere, such as `location.hash`; null where there is no such. */
  readonly ambient: RegExp | null
  readonly #calls = new Map<string, CallModel[]>()
  readonly #beginnings: { beginning: string; model: CallModel }[] = []
  readonly #fields = new Map<string, FieldModel[]>()
  readonly #parameters = new Map<string, ParameterModel>()
  readonly #supertypes = new Map<string, string[]>()
  readonly #followed: string[] = []
  readonly #aliases: [string, string][] = []
  /** Qualified names by their last part, of the types that models name. */
  readonly #bySimpleName = new Map<string, string[]>()
  readonly #bits = new Map<string, number>()
  readonly #sourceNames = new Set<string>()
  /** Types of what brings something from outside, or is given functions that are called with it. */
  readonly #open = new Set<string>()
  readonly #ancestors = new Map<string, ReadonlySet<string>>()

  constructor(files: readonly ModelFile[]) {
    this.nullWord = files.find(file => file.nullWord !== undefined)?.nullWord ?? 'null'
    this.runsCallbacksLater = files.some(file => file.runsCallbacksLater)
    for (const file of files) {
      this.#followed.push(...(file.followed ?? []))
      this.#aliases.push(...Object.entries(file.aliases))
      for (const [type, above] of Object.entries(file.types)) {
        this.#supertypes.set(type, above)
        for (const one of [type, ...above]) this.#learnType(one)
      }
      for (const rule of file.rules) {
        this.rules.set(rule.id, rule)
        if (!this.#bits.has(rule.kind)) this.#bits.set(rule.kind, 1 << this.#bits.size)
      }
      for (const model of file.calls) this.#addCall(model)
      for (const model of file.fields) {
        for (const name of model.names) {
          push(this.#fields, name, model)
          if (model.source !== undefined) this.#sourceNames.add(name)
        }
        for (const type of model.on) this.#learnType(type)
      }
      for (const model of file.parameters)
        for (const name of model.annotations) this.#parameters.set(name, model).set(lastPart(name), model)
    }
    this.ambient = ambientIn(files)
    const sources = files.flatMap(file => [...file.fields, ...file.calls].filter(one => one.source !== undefined))
    for (const one of sources) for (const type of one.on) if (!/^[*?]$/.test(type)) this.#open.add(type)
    for (const { callbacks, on } of files.flatMap(file => file.calls))
      if (callbacks?.some(given => this.leadsOutside(given)))
        for (const type of on) if (type !== '*') this.#open.add(type)
  }

  /** What is known of calling a name on a type; `new` for constructors. */
  callsOf(type: string | null, name: string, argumentCount: number, wildcards: readonly string[]): CallModel[] {
    const named = this.#calls.get(name) ?? none
    const all = this.#beginnings.some(one => name.startsWith(one.beginning))
      ? [...named, ...this.#beginnings.filter(one => name.startsWith(one.beginning)).map(one => one.model)]
      : named
    if (all.length === 0) return none
    const types = this.#typesAbove(type, wildcards)
    return all.filter(
      model =>
        (!model.arity || model.arity.includes(argumentCount)) &&
        model.on.some(on => on === '*' || (type === null ? on === anyUnknown || on === '' : types.has(on))),
    )
  }

  /** What is known of a member; where the type says nothing, what is said of every type. */
  fieldOf(type: string | null, name: string, wildcards: readonly string[]): FieldModel | null {
    const named = this.#fields.get(name)
    if (!named) return null
    const types = this.#typesAbove(type ?? anyUnknown, wildcards)
    const own = named.find(model => model.on.some(on => types.has(on)))
    return own ?? named.find(model => model.on.includes('*')) ?? null
  }

  /** The rules for what is written to a member. */
  fieldSinksOf(type: string | null, name: string, wildcards: readonly string[]): FieldModel['sinks'] {
    const named = this.#fields.get(name)?.filter(model => model.sinks.length > 0) ?? none
    if (named.length === 0) return none
    const types = this.#typesAbove(type ?? anyUnknown, wildcards)
    return named.flatMap(model => (model.on.some(on => on === '*' || types.has(on)) ? model.sinks : none))
  }

  parameterOf(annotations: readonly string[]): ParameterModel | null {
    for (const name of annotations) {
      const model = this.#parameters.get(this.#unaliased(name))
      if (model) return model
    }
    return null
  }

  /** Whether a call or member of this name may bring something from outside. */
  isSourceName(name: string): boolean {
    return this.#sourceNames.has(name)
  }

  /** Whether what is of this type brings something from outside, or calls functions with it. */
  leadsOutside(type: string | null): boolean {
    if (type === null) return false
    for (const one of this.#typesAbove(type, none)) if (this.#open.has(one)) return true
    return false
  }

  /** Whether properties of a parameter of this type are followed. */
  isFollowed(type: string | null, wildcards: readonly string[]): boolean {
    return this.#followed.some(one => this.isA(type, one, wildcards))
  }

  isA(type: string | null, wanted: string, wildcards: readonly string[]): boolean {
    return type !== null && this.#typesAbove(type, wildcards).has(wanted)
  }

  /** The bits of kinds of sinks; every bit for `all`. */
  bitsOf(kinds: readonly string[]): number {
    if (kinds.includes('all')) return ~0
    return kinds.reduce((bits, kind) => bits | (this.#bits.get(kind) ?? 0), 0)
  }

  bitOf(rule: string): number {
    return this.#bits.get(this.rules.get(rule)?.kind ?? '') ?? 0
  }

  #addCall(model: CallModel): void {
    for (const { kind } of model.sinks)
      if (kind !== undefined && !this.#bits.has(kind)) this.#bits.set(kind, 1 << this.#bits.size)
    for (const name of model.names) {
      if (name.endsWith('*')) this.#beginnings.push({ beginning: name.slice(0, -1), model })
      else push(this.#calls, name, model)
      if (model.source !== undefined) this.#sourceNames.add(name)
    }
    for (const type of model.on) this.#learnType(type)
  }

  #learnType(type: string): void {
    const simple = lastPart(type)
    const known = this.#bySimpleName.get(simple)
    if (known?.includes(type) !== true) push(this.#bySimpleName, simple, type)
  }

  /** A type as models name it, and what it extends as far as models say. */
  #typesAbove(type: string | null, wildcards: readonly string[]): ReadonlySet<string> {
    if (type === null) return nothing
    const canonical = this.#canonical(type, wildcards)
    const known = this.#ancestors.get(canonical)
    if (known) return known
    const types = new Set<string>()
    const add = (one: string): void => {
      if (types.has(one)) return
      types.add(one)
      for (const above of this.#supertypes.get(one) ?? none) add(above)
    }
    add(canonical)
    this.#ancestors.set(canonical, types)
    return types
  }

  #canonical(type: string, wildcards: readonly string[]): string {
    if (type.includes('.')) return this.#unaliased(type)
    for (const full of this.#bySimpleName.get(type) ?? none) {
      const place = full.slice(0, Math.max(0, full.length - type.length - 1))
      if (wildcards.some(wildcard => this.#unaliased(wildcard) === place)) return full
    }
    return type
  }

  #unaliased(name: string): string {
    for (const [alias, real] of this.#aliases)
      if (name.startsWith(alias) && (name.length === alias.length || name[alias.length] === '.'))
        return real + name.slice(alias.length)
    return name
  }
}

function ambientIn(files: readonly ModelFile[]): RegExp | null {
  const found = files
    .flatMap(file => [...file.fields, ...file.calls])
    .filter(one => one.source !== undefined)
    .flatMap(({ on, names }) => on.filter(type => /^\w+$/.test(type)).map(type => `${type}\\.(?:${names.join('|')})`))
  return found.length === 0 ? null : new RegExp(`\\b(?:${found.join('|')})\\b`)
}

const none: never[] = []
const nothing: ReadonlySet<string> = new Set()

function push<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const list = map.get(key)
  if (list) list.push(item)
  else map.set(key, [item])
}
