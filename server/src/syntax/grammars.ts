/** A tree-sitter grammar by the name of its file, without `tree-sitter-` and `.wasm`. */
export type GrammarName =
  | 'bash'
  | 'c'
  | 'c_sharp'
  | 'cpp'
  | 'css'
  | 'go'
  | 'hcl'
  | 'html'
  | 'java'
  | 'javascript'
  | 'json'
  | 'kotlin'
  | 'lua'
  | 'php'
  | 'python'
  | 'ruby'
  | 'rust'
  | 'scala'
  | 'swift'
  | 'toml'
  | 'tsx'
  | 'typescript'
  | 'yaml'

/** Which grammar reads which language, by its LSP identifier. */
const byLanguage: Record<string, GrammarName> = {
  bash: 'bash',
  c: 'c',
  cpp: 'cpp',
  csharp: 'c_sharp',
  css: 'css',
  'cuda-cpp': 'cpp',
  go: 'go',
  hcl: 'hcl',
  html: 'html',
  java: 'java',
  javascript: 'javascript',
  javascriptreact: 'javascript',
  json: 'json',
  jsonc: 'json',
  kotlin: 'kotlin',
  lua: 'lua',
  php: 'php',
  python: 'python',
  ruby: 'ruby',
  rust: 'rust',
  scala: 'scala',
  shellscript: 'bash',
  swift: 'swift',
  terraform: 'hcl',
  toml: 'toml',
  typescript: 'typescript',
  typescriptreact: 'tsx',
  yaml: 'yaml',
}

/** The grammar of a language; null where there is none, and the text is all there is. */
export function grammarOf(languageId: string): GrammarName | null {
  return byLanguage[languageId] ?? null
}

/** The scanner of this grammar (0.7.1) writes beyond its buffer where lists are some hundreds deep: nothing that comes from outside is given to it. */
export function isUnsafe(name: GrammarName): boolean {
  return name === 'yaml'
}

/** Every grammar there is. */
export const grammarNames: readonly GrammarName[] = [...new Set(Object.values(byLanguage))].sort()
