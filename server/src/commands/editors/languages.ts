/** A programming language by the names that editors have for it. */
export interface Language {
  /** LSP language identifier. */
  id: string
  /** Name of the file type in JetBrains IDEs, and the patterns for those that lack it. */
  name: string
  patterns: string[]
  /** Scopes in Sublime Text. */
  scopes: string[]
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
    kate: { key: 'python', modes: '^Python$' },
  },
  {
    id: 'javascript',
    name: 'JavaScript',
    patterns: ['*.js', '*.mjs', '*.cjs'],
    scopes: ['source.js'],
    kate: { key: 'javascript', modes: '^JavaScript.*$' },
  },
  { id: 'javascriptreact', name: 'JavaScript-React', patterns: ['*.jsx'], scopes: ['source.jsx'] },
  {
    id: 'typescript',
    name: 'TypeScript',
    patterns: ['*.ts', '*.mts', '*.cts'],
    scopes: ['source.ts'],
    kate: { key: 'typescript', modes: '^TypeScript.*$' },
  },
  { id: 'typescriptreact', name: 'TypeScript-React', patterns: ['*.tsx'], scopes: ['source.tsx'] },
  {
    id: 'java',
    name: 'JAVA',
    patterns: ['*.java'],
    scopes: ['source.java'],
    kate: { key: 'java', modes: '^Java$' },
  },
  {
    id: 'c',
    name: 'C',
    patterns: ['*.c', '*.h'],
    scopes: ['source.c'],
    kate: { key: 'c', modes: '^(C|ANSI C89)$' },
  },
  {
    id: 'cpp',
    name: 'C++',
    patterns: ['*.cpp', '*.cc', '*.cxx', '*.hpp'],
    scopes: ['source.c++'],
    kate: { key: 'cpp', modes: '^(C\\+\\+|ISO C\\+\\+)$' },
  },
  { id: 'csharp', name: 'C#', patterns: ['*.cs'], scopes: ['source.cs'], kate: { key: 'csharp', modes: '^C#$' } },
  { id: 'go', name: 'Go', patterns: ['*.go'], scopes: ['source.go'], kate: { key: 'go', modes: '^Go$' } },
  { id: 'rust', name: 'Rust', patterns: ['*.rs'], scopes: ['source.rust'], kate: { key: 'rust', modes: '^Rust$' } },
  {
    id: 'swift',
    name: 'Swift',
    patterns: ['*.swift'],
    scopes: ['source.swift'],
    kate: { key: 'swift', modes: '^Swift$' },
  },
  {
    id: 'kotlin',
    name: 'Kotlin',
    patterns: ['*.kt', '*.kts'],
    scopes: ['source.Kotlin', 'source.kotlin'],
    kate: { key: 'kotlin', modes: '^Kotlin$' },
  },
  {
    id: 'php',
    name: 'PHP',
    patterns: ['*.php'],
    scopes: ['embedding.php', 'source.php'],
    kate: { key: 'php', modes: '^PHP.*$' },
  },
  { id: 'ruby', name: 'Ruby', patterns: ['*.rb'], scopes: ['source.ruby'], kate: { key: 'ruby', modes: '^Ruby$' } },
  {
    id: 'scala',
    name: 'Scala',
    patterns: ['*.scala'],
    scopes: ['source.scala'],
    kate: { key: 'scala', modes: '^Scala$' },
  },
  { id: 'lua', name: 'Lua', patterns: ['*.lua'], scopes: ['source.lua'], kate: { key: 'lua', modes: '^Lua$' } },
  {
    id: 'shellscript',
    name: 'Shell Script',
    patterns: ['*.sh', '*.bash'],
    scopes: ['source.shell'],
    kate: { key: 'bash', modes: '^Bash$' },
  },
]
