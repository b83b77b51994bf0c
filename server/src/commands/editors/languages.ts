/** A programming language by the names that editors have for it. */
export interface Language {
  /** LSP language identifier. */
  id: string
  /** Name of the file type in JetBrains IDEs, and the patterns for those that lack it. */
  name: string
  patterns: string[]
  /** Scopes in Sublime Text. */
  scopes: string[]
  /** Major modes in Emacs, without -mode; each has a twin with -ts-mode. */
  emacs: string[]
  /** Key and highlighting mode in Kate, where it has one of its own. */
  kate?: { key: string; modes: string }
}

/** The languages that are named one by one to editors that cannot be told "all". */
export const languages: Language[] = [
  {
    id: 'python',
    name: 'Python',
    patterns: ['*.py', '*.pyi'],
    scopes: ['source.python'],
    emacs: ['python'],
    kate: { key: 'python', modes: '^Python$' },
  },
  {
    id: 'javascript',
    name: 'JavaScript',
    patterns: ['*.js', '*.mjs', '*.cjs'],
    scopes: ['source.js'],
    emacs: ['js', 'javascript'],
    kate: { key: 'javascript', modes: '^JavaScript.*$' },
  },
  { id: 'javascriptreact', name: 'JavaScript-React', patterns: ['*.jsx'], scopes: ['source.jsx'], emacs: ['js-jsx'] },
  {
    id: 'typescript',
    name: 'TypeScript',
    patterns: ['*.ts', '*.mts', '*.cts'],
    scopes: ['source.ts'],
    emacs: ['typescript'],
    kate: { key: 'typescript', modes: '^TypeScript.*$' },
  },
  { id: 'typescriptreact', name: 'TypeScript-React', patterns: ['*.tsx'], scopes: ['source.tsx'], emacs: ['tsx'] },
  {
    id: 'java',
    name: 'JAVA',
    patterns: ['*.java'],
    scopes: ['source.java'],
    emacs: ['java'],
    kate: { key: 'java', modes: '^Java$' },
  },
  {
    id: 'c',
    name: 'C',
    patterns: ['*.c', '*.h'],
    scopes: ['source.c'],
    emacs: ['c'],
    kate: { key: 'c', modes: '^(C|ANSI C89)$' },
  },
  {
    id: 'cpp',
    name: 'C++',
    patterns: ['*.cpp', '*.cc', '*.cxx', '*.hpp'],
    scopes: ['source.c++'],
    emacs: ['c++'],
    kate: { key: 'cpp', modes: '^(C\\+\\+|ISO C\\+\\+)$' },
  },
  {
    id: 'csharp',
    name: 'C#',
    patterns: ['*.cs'],
    scopes: ['source.cs'],
    emacs: ['csharp'],
    kate: { key: 'csharp', modes: '^C#$' },
  },
  {
    id: 'go',
    name: 'Go',
    patterns: ['*.go'],
    scopes: ['source.go'],
    emacs: ['go'],
    kate: { key: 'go', modes: '^Go$' },
  },
  {
    id: 'rust',
    name: 'Rust',
    patterns: ['*.rs'],
    scopes: ['source.rust'],
    emacs: ['rust'],
    kate: { key: 'rust', modes: '^Rust$' },
  },
  {
    id: 'swift',
    name: 'Swift',
    patterns: ['*.swift'],
    scopes: ['source.swift'],
    emacs: ['swift'],
    kate: { key: 'swift', modes: '^Swift$' },
  },
  {
    id: 'kotlin',
    name: 'Kotlin',
    patterns: ['*.kt', '*.kts'],
    scopes: ['source.Kotlin', 'source.kotlin'],
    emacs: ['kotlin'],
    kate: { key: 'kotlin', modes: '^Kotlin$' },
  },
  {
    id: 'php',
    name: 'PHP',
    patterns: ['*.php'],
    scopes: ['embedding.php', 'source.php'],
    emacs: ['php'],
    kate: { key: 'php', modes: '^PHP.*$' },
  },
  {
    id: 'ruby',
    name: 'Ruby',
    patterns: ['*.rb'],
    scopes: ['source.ruby'],
    emacs: ['ruby'],
    kate: { key: 'ruby', modes: '^Ruby$' },
  },
  {
    id: 'scala',
    name: 'Scala',
    patterns: ['*.scala'],
    scopes: ['source.scala'],
    emacs: ['scala'],
    kate: { key: 'scala', modes: '^Scala$' },
  },
  {
    id: 'lua',
    name: 'Lua',
    patterns: ['*.lua'],
    scopes: ['source.lua'],
    emacs: ['lua'],
    kate: { key: 'lua', modes: '^Lua$' },
  },
  {
    id: 'shellscript',
    name: 'Shell Script',
    patterns: ['*.sh', '*.bash'],
    scopes: ['source.shell'],
    emacs: ['sh', 'bash'],
    kate: { key: 'bash', modes: '^Bash$' },
  },
]
