/** A language that rules can be written for, by the name under which ast-grep's library has it. */
export type RuleLanguage =
  | 'bash'
  | 'c'
  | 'cpp'
  | 'csharp'
  | 'css'
  | 'go'
  | 'html'
  | 'java'
  | 'javascript'
  | 'kotlin'
  | 'lua'
  | 'php'
  | 'python'
  | 'ruby'
  | 'rust'
  | 'scala'
  | 'swift'
  | 'tsx'
  | 'typescript'

/** LSP language identifiers of the files that a rule for a language looks at. */
const identifiers: Record<RuleLanguage, readonly string[]> = {
  bash: ['shellscript', 'bash'],
  c: ['c'],
  cpp: ['cpp', 'cuda-cpp'],
  csharp: ['csharp'],
  css: ['css'],
  go: ['go'],
  html: ['html'],
  java: ['java'],
  javascript: ['javascript', 'javascriptreact'],
  kotlin: ['kotlin'],
  lua: ['lua'],
  php: ['php'],
  python: ['python'],
  ruby: ['ruby'],
  rust: ['rust'],
  scala: ['scala'],
  swift: ['swift'],
  tsx: ['typescriptreact'],
  typescript: ['typescript'],
}

/** Other names that ast-grep knows a language by. */
const aliases: Record<string, RuleLanguage> = {
  'c++': 'cpp',
  cc: 'cpp',
  cs: 'csharp',
  cxx: 'cpp',
  golang: 'go',
  js: 'javascript',
  jsx: 'javascript',
  kt: 'kotlin',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  ts: 'typescript',
}

/** Every language that rules can be written for. */
export const ruleLanguages = Object.keys(identifiers).filter(isRuleLanguage)

/** The language that a rule file means, in any of the spellings that ast-grep takes; null where there is no grammar here. */
export function ruleLanguageOf(name: string): RuleLanguage | null {
  const lower = name.toLowerCase()
  if (isRuleLanguage(lower)) return lower
  return Object.hasOwn(aliases, lower) ? (aliases[lower] ?? null) : null
}

/** LSP identifiers of what rules for a language look at. */
export function identifiersOf(language: RuleLanguage): readonly string[] {
  return identifiers[language]
}

function isRuleLanguage(name: string): name is RuleLanguage {
  return Object.hasOwn(identifiers, name)
}
