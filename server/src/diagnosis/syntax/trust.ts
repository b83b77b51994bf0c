import type { GrammarName } from '../../syntax/grammars.ts'

/**
 * How much an error of a grammar says. `full`: it reads all programs of its language but for a few forms that are known. `proof`: it
 * does not, for it lacks newer forms, or there is a preprocessor; only what can be seen in another way too is a fault. `none`: texts
 * of the language are often templates for something else, or its scanner is not to be relied on.
 */
export type Trust = 'full' | 'proof' | 'none'

const trusted: Partial<Record<GrammarName, Trust>> = {
  bash: 'full',
  c: 'proof',
  c_sharp: 'proof',
  cpp: 'proof',
  go: 'full',
  java: 'full',
  javascript: 'full',
  json: 'full',
  kotlin: 'proof',
  lua: 'full',
  php: 'full',
  python: 'full',
  ruby: 'full',
  rust: 'full',
  scala: 'proof',
  swift: 'proof',
  tsx: 'full',
  typescript: 'full',
}

/** Marks of templates, in which a program is only what comes out. */
const template = /\{%[-\s]|<%[=#-]?\s|\{\{\s*(?:cookiecutter|values|\.Values)\b/
const templateFile = /\.(?:blade\.php|phtml|tt|tmpl|template|j2|jinja2?|erb|in)$/i
/** Types for JavaScript that no compiler but its own reads. */
const flow = /@flow\b/
/** C++ in a header that could be C by its name. */
const cPlusPlus = /^\s*(?:namespace|template|class|using)\b|\w::\w/m

export function trustOf(grammar: GrammarName, path: string, text: string): Trust {
  const trust = trusted[grammar] ?? 'none'
  if (trust === 'none' || templateFile.test(path) || template.test(text)) return 'none'
  if (grammar === 'javascript' && flow.test(text.slice(0, 2000))) return 'none'
  if (grammar === 'c' && cPlusPlus.test(text)) return 'none'
  // What only declares has forms that the grammar lacks.
  if (grammar === 'typescript' && /\.d\.[cm]?ts$/.test(path)) return 'proof'
  return trust
}

/** Right, but unknown to the grammar. */
const unknown: Partial<Record<GrammarName, RegExp>> = {
  // Any word may be the name under which something is exported or imported; and there may be variance, decorators, `using`.
  javascript:
    /\b(?:export|import)\b.*\bas\b|^\s*\w+ as \w+,?$|^\s*@|\busing\b|\b(?:import|export)\s+(?:defer|source)\b|#\w+ in /,
  typescript:
    /\b(?:export|import)\b.*\bas\b|^\s*\w+ as \w+,?$|<\s*(?:const|in|out)\b|^\s*(?:in|out)\s+\w|\b(?:accessor|using|satisfies|asserts)\b|\bimport\s*\(|^\s*\):\s*[\w.<>[\], ]+$/,
  tsx: /\b(?:export|import)\b.*\bas\b|<\s*(?:const|in|out)\b|\b(?:accessor|using|satisfies|asserts)\b|\bimport\s*\(/,
  // Constants by version, asymmetric visibility and hooks.
  php: /\b(?:private|protected|public)\(set\)|\|>|^\s*(?:get|set)\s*(?:\{|=>)/,
  java: /\bSTR\.|\byield\b|\bmodule\b|\b_\b|\bimport module\b/,
  python: /^\s*print\s+[^(]|\btype\s+\w+|\bt["']/,
  rust: /\b(?:gen|builtin|safe|become|yeet)\b|#!?\[|\$\w|macro_rules/,
  json: /\/\/|\/\*|,\s*$/,
}

/** Whether a line has a form that the grammar does not know although it is right. */
export function isUnknownForm(grammar: GrammarName, line: string): boolean {
  return unknown[grammar]?.test(line) ?? false
}

/** Whether a preprocessor may explain what the grammar cannot: near lines have a directive, or a word that looks like a macro. */
export function mayBeMacro(grammar: GrammarName, near: string): boolean {
  if (grammar === 'c' || grammar === 'cpp') return /^\s*#|\b[A-Z][A-Z\d_]{2,}\b|\b__|##|\\$/m.test(near)
  return (grammar === 'c_sharp' || grammar === 'swift') && /^\s*#|^\s*@|#\w/m.test(near)
}

/** Languages whose statements may end without a mark, or with one. */
export const statementEnd: Partial<Record<GrammarName, string>> = Object.fromEntries(
  ['c', 'c_sharp', 'cpp', 'java', 'javascript', 'php', 'rust', 'tsx', 'typescript'].map(name => [name, ';']),
)
