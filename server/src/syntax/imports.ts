import type { GrammarName } from './grammars.ts'

/** Something that a file takes from another file, module or package. */
export interface Import {
  /** The file, module or package as it is written. */
  from: string
  /** The names that are taken; empty where it is the module as a whole. */
  names: ImportedName[]
}

export interface ImportedName {
  /** As its own file calls it; `*` for everything there is, `default` for what has no name. */
  name: string
  /** As the importing file calls it. */
  local: string
}

/** What one import statement takes, and from where. A statement that is not understood takes nothing. */
export function importsIn(grammar: GrammarName, statement: string): Import[] {
  const flat = statement
    .replaceAll(/\/\/.*|\/\*[^]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  switch (grammar) {
    case 'python':
      return pythonImports(flat.replaceAll(/#.*?(?= )/g, ''))
    case 'javascript':
    case 'typescript':
    case 'tsx':
      return ecmascriptImports(statement.replaceAll(/\s+/g, ' ').trim())
    case 'rust':
      return rustImports(flat)
    case 'java':
    case 'kotlin':
    case 'scala':
      return dottedImports(flat)
    case 'c':
    case 'cpp':
      return quoted(statement, /[<"]([^>"]+)[>"]/)
    case 'go':
      return goImports(flat)
    case 'c_sharp':
      return usingDirectives(flat)
    case 'swift':
      return [{ from: flat.replace(/^.*\bimport (?:\w+ )?/, ''), names: [] }]
    case 'php':
      return phpImports(flat)
    case 'bash':
      return quoted(flat, /^(?:source|\.) +["']?([^"' ]+)/)
    default:
      return quoted(flat, /["']([^"']+)["']/)
  }
}

function quoted(statement: string, pattern: RegExp): Import[] {
  const from = pattern.exec(statement)?.[1]
  return from === undefined ? [] : [{ from, names: [] }]
}

/** `A as B, C`, in the words that a language has for "as". */
function names(list: string, as = /\s+as\s+/): ImportedName[] {
  return list
    .split(',')
    .map(item => item.trim().replace(/^type /, ''))
    .filter(item => item !== '')
    .map(item => {
      const [name = '', local = name] = item.split(as)
      return { name: name === '_' ? '*' : name, local }
    })
}

function pythonImports(text: string): Import[] {
  const from = /^from ([.\w ]+?) ?import (.*)$/.exec(text)
  if (from)
    return [{ from: (from[1] ?? '').replaceAll(' ', ''), names: names((from[2] ?? '').replaceAll(/[()]/g, '')) }]
  return names(text.replace(/^import /, '')).map(({ name, local }) => ({ from: name, names: [{ name: '', local }] }))
}

function ecmascriptImports(text: string): Import[] {
  const from = /["']([^"']+)["']/.exec(text)?.[1]
  if (from === undefined) return []
  const inBraces = /\{([^}]*)\}/.exec(text)?.[1] ?? ''
  const clause = text.replace(/\{[^}]*\}/, '{}')
  const whole = /\* as (\w+)/.exec(clause)?.[1] ?? /^(\w+) = require/.exec(clause)?.[1]
  const standard = /^import (?:type )?(\w+)\s*(?:,|from)/.exec(clause)?.[1]
  const isEverything = /^export \*(?! as)/.test(clause)
  return [
    {
      from,
      names: [
        ...names(inBraces, /\s+as\s+|:\s*/),
        ...(whole === undefined ? [] : [{ name: '', local: whole }]),
        ...(standard === undefined ? [] : [{ name: 'default', local: standard }]),
        ...(isEverything ? [{ name: '*', local: '*' }] : []),
      ],
    },
  ]
}

/** Java, Kotlin and Scala: the last part of a dotted name is what is taken. */
function dottedImports(text: string): Import[] {
  const path = text
    .replace(/^import (static )?/, '')
    .replace(/;$/, '')
    .trim()
  const braces = /^([\w.$]+)\.\{(.*)\}$/.exec(path)
  if (braces) return [{ from: braces[1] ?? '', names: names(braces[2] ?? '', /\s*=>\s*|\s+as\s+/) }]
  const [whole = '', alias] = path.split(/ as /)
  const parts = whole.split('.')
  const last = parts.pop() ?? ''
  const name = last === '_' ? '*' : last
  return [{ from: parts.join('.'), names: [{ name, local: alias ?? name }] }]
}

function goImports(text: string): Import[] {
  const [, alias, from] = /^(?:([\w.]+) )?["`]([^"`]+)["`]/.exec(text) ?? []
  if (from === undefined) return []
  const local = alias ?? from.split('/').findLast(part => !/^v\d+$/.test(part)) ?? from
  return [{ from, names: [{ name: local === '.' ? '*' : '', local }] }]
}

function rustImports(text: string): Import[] {
  const path = text.replace(/^(pub(\([^)]*\))? )?use /, '').replace(/;$/, '')
  // Spaces mean something around `as` alone.
  return useTree(path.replaceAll(' as ', '@').replaceAll(' ', ''), [])
}

/** `a::{b,c::{D,E@F},self}`, unfolded. */
function useTree(tree: string, before: string[]): Import[] {
  const open = tree.indexOf('{')
  if (open < 0) {
    const [whole = '', alias] = tree.split('@')
    const parts = [...before, ...whole.split('::').filter(part => part !== '')]
    const last = parts.pop() ?? ''
    if (last === 'self') {
      const name = parts.pop() ?? ''
      return [{ from: parts.join('::'), names: [{ name, local: alias ?? name }] }]
    }
    return [{ from: parts.join('::'), names: [{ name: last, local: alias ?? last }] }]
  }
  const head = tree
    .slice(0, open)
    .split('::')
    .filter(part => part !== '')
  return splitOutside(tree.slice(open + 1, tree.lastIndexOf('}'))).flatMap(branch =>
    useTree(branch, [...before, ...head]),
  )
}

/** Splits at the commas that are in no inner braces. */
function splitOutside(list: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at <= list.length; at++) {
    if (list[at] === '{') depth++
    if (list[at] === '}') depth--
    if (at < list.length && (list[at] !== ',' || depth > 0)) continue
    if (at > start) parts.push(list.slice(start, at))
    start = at + 1
  }
  return parts
}

function usingDirectives(text: string): Import[] {
  const [, alias, from] = /^(?:global )?using (?:static )?(?:(\w+) ?= ?)?([\w.]+)/.exec(text) ?? []
  if (from === undefined) return []
  return [{ from, names: [alias === undefined ? { name: '*', local: '*' } : { name: '', local: alias }] }]
}

function phpImports(text: string): Import[] {
  const use = /^use (?:function |const )?(.*?);?$/.exec(text)?.[1]
  if (use === undefined) return quoted(text, /["']([^"']+)["']/)
  const group = /^([\w\\]+)\\ ?\{(.*)\}$/.exec(use)
  const list = group
    ? names(group[2] ?? '').map(item => ({ ...item, name: `${group[1] ?? ''}\\${item.name}` }))
    : names(use)
  return list.map(({ name, local }) => {
    const parts = name.replace(/^\\/, '').split('\\')
    const own = parts.pop() ?? ''
    return {
      from: parts.join('\\'),
      names: [{ name: own, local: local === name ? own : (local.split('\\').at(-1) ?? local) }],
    }
  })
}
