/**
 * The LSP identifier of a language, by what an editor calls it: Vim and Neovim send their file types, eglot the name of
 * the mode. What is not known stays as it is.
 */
export function languageIdOf(name: string): string {
  return identifiers.get(name.toLowerCase()) ?? name
}

/** By identifier, the other names. */
const names: Record<string, readonly string[]> = {
  cpp: ['c++', 'cc', 'cxx'],
  csharp: ['cs', 'c#'],
  dockerfile: ['docker'],
  go: ['golang'],
  html: ['mhtml'],
  javascript: ['js', 'js2', 'ecmascript'],
  javascriptreact: ['jsx', 'js-jsx', 'rjsx', 'javascript.jsx', 'javascript-react'],
  json: ['js-json'],
  kotlin: ['kt'],
  makefile: ['make', 'makefile-gmake', 'makefile-bsdmake'],
  markdown: ['md', 'gfm'],
  'objective-c': ['objc'],
  'objective-cpp': ['objcpp', 'objective-c++'],
  perl: ['cperl'],
  powershell: ['ps1'],
  python: ['py', 'python3'],
  ruby: ['rb', 'enh-ruby'],
  rust: ['rs', 'rustic'],
  shellscript: ['sh', 'bash', 'shell'],
  toml: ['conf-toml'],
  typescript: ['ts'],
  typescriptreact: ['tsx', 'typescript.tsx', 'typescript-tsx', 'typescript-react'],
  xml: ['nxml'],
}

const identifiers = new Map(
  Object.entries(names).flatMap(([identifier, others]) => others.map((name): [string, string] => [name, identifier])),
)
