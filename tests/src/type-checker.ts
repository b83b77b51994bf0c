import type { MetaModel, MetaProperty, MetaType } from './meta-model.ts'

/** Something a value has that its type does not allow, or lacks and must have. */
export interface Problem {
  path: string
  message: string
}

/** Checks a value against a type of the protocol; an empty list means that it fits. */
export type CheckType = (type: MetaType, value: unknown, path: string) => Problem[]

/**
 * A checker for the types of one specification. Properties that the specification does not name are problems: a server
 * that sends them relies on clients that know more than the protocol.
 */
export function typeChecker(model: MetaModel): CheckType {
  const structures = byName(model.structures)
  const enumerations = byName(model.enumerations)
  const aliases = byName(model.typeAliases)
  const knownProperties = new Map<string, MetaProperty[]>()

  const check: CheckType = (type, value, path) => {
    switch (type.kind) {
      case 'base':
        return isBase(type.name, value) ? [] : [{ path, message: `expected ${type.name}, got ${describe(value)}` }]
      case 'reference':
        return reference(type.name, value, path)
      case 'array':
        if (!Array.isArray(value)) return [{ path, message: `expected an array, got ${describe(value)}` }]
        return value.flatMap((element, index) => check(type.element, element, `${path}[${index}]`))
      case 'map':
        if (!isObject(value)) return [{ path, message: `expected a map, got ${describe(value)}` }]
        return Object.entries(value).flatMap(([key, inner]) => check(type.value, inner, join(path, key)))
      case 'tuple':
        if (!Array.isArray(value) || value.length !== type.items.length)
          return [{ path, message: `expected ${type.items.length} values, got ${describe(value)}` }]
        return type.items.flatMap((item, index) => check(item, value[index], `${path}[${index}]`))
      case 'and':
        return type.items.flatMap(item => check(item, value, path))
      case 'or':
        return alternatives(type.items, value, path)
      case 'literal':
        return properties('literal', type.value.properties, value, path)
      case 'stringLiteral':
      case 'integerLiteral':
      case 'booleanLiteral':
        if (value === type.value) return []
        return [{ path, message: `expected ${JSON.stringify(type.value)}, got ${describe(value)}` }]
    }
  }

  function reference(name: string, value: unknown, path: string): Problem[] {
    if (name === 'LSPAny') return value === undefined ? [{ path, message: 'undefined is not a value' }] : []
    if (name === 'LSPObject') return isObject(value) ? [] : [{ path, message: 'expected an object' }]
    const alias = aliases.get(name)
    if (alias) return check(alias.type, value, path)
    const enumeration = enumerations.get(name)
    if (enumeration) {
      const problems = check(enumeration.type, value, path)
      if (problems.length > 0 || enumeration.supportsCustomValues) return problems
      if (enumeration.values.some(known => known.value === value)) return []
      return [{ path, message: `${describe(value)} is not a ${name}` }]
    }
    const problems = properties(name, propertiesOf(name), value, path)
    return name === 'Range' && problems.length === 0 ? rangeOrder(value, path) : problems
  }

  /** The alternative that fits best speaks for all, so that the message names the real mistake. */
  function alternatives(types: MetaType[], value: unknown, path: string): Problem[] {
    let best: Problem[] | null = null
    for (const type of types) {
      const problems = check(type, value, path)
      if (problems.length === 0) return []
      if (!best || problems.length < best.length) best = problems
    }
    const nearest = best?.[0]
    return [
      {
        path,
        message: `fits none of ${types.length} alternatives (nearest: ${nearest?.path ?? ''}: ${nearest?.message ?? ''})`,
      },
    ]
  }

  function properties(name: string, known: MetaProperty[], value: unknown, path: string): Problem[] {
    if (!isObject(value)) return [{ path, message: `expected ${name}, got ${describe(value)}` }]
    const problems: Problem[] = []
    for (const property of known) {
      const inner = value[property.name]
      const at = join(path, property.name)
      if (inner !== undefined) problems.push(...check(property.type, inner, at))
      else if (!property.optional) problems.push({ path: at, message: `${name} must have this property` })
    }
    for (const key of Object.keys(value)) {
      if (!known.some(property => property.name === key))
        problems.push({ path: join(path, key), message: `${name} has no such property` })
    }
    return problems
  }

  function propertiesOf(name: string): MetaProperty[] {
    const cached = knownProperties.get(name)
    if (cached) return cached
    const structure = structures.get(name)
    if (!structure) throw new Error(`The specification has no structure ${name}.`)
    const parents = [...(structure.extends ?? []), ...(structure.mixins ?? [])]
    const all = new Map(parents.flatMap(parent => propertiesOf(parent.name)).map(property => [property.name, property]))
    for (const property of structure.properties) all.set(property.name, property)
    const list = [...all.values()]
    knownProperties.set(name, list)
    return list
  }

  return check
}

function isBase(name: string, value: unknown): boolean {
  switch (name) {
    case 'string':
    case 'RegExp':
      return typeof value === 'string'
    case 'URI':
    case 'DocumentUri':
      return typeof value === 'string' && /^[A-Za-z][A-Za-z0-9+.-]*:/.test(value)
    case 'integer':
      return isIntegerWithin(value, -(2 ** 31))
    case 'uinteger':
      return isIntegerWithin(value, 0)
    case 'decimal':
      return typeof value === 'number' && Number.isFinite(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'null':
      return value === null
    default:
      throw new Error(`The specification has no base type ${name}.`)
  }
}

function isIntegerWithin(value: unknown, least: number): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) < 2 ** 31
}

function rangeOrder(value: unknown, path: string): Problem[] {
  const { start, end } = value as { start: Point; end: Point }
  const isOrdered = start.line < end.line || (start.line === end.line && start.character <= end.character)
  return isOrdered ? [] : [{ path, message: 'a range must not end before its start' }]
}

interface Point {
  line: number
  character: number
}

function byName<T extends { name: string }>(list: T[]): Map<string, T> {
  return new Map(list.map(entry => [entry.name, entry]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key
}

function describe(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80)
}
