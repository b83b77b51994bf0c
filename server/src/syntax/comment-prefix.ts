const slashes =
  'c cpp csharp css dart go groovy java javascript javascriptreact jsonc kotlin less objective-c objective-cpp php rust scala scss swift typescript typescriptreact zig'
const hashes =
  'coffeescript cmake dockerfile elixir julia makefile nix perl powershell python r ruby shellscript terraform toml yaml'
const dashes = 'ada elm haskell lua sql vhdl'
const percents = 'erlang latex matlab prolog tex'
const semicolons = 'clojure ini lisp scheme'

const prefixes = new Map(
  Object.entries({ '//': slashes, '#': hashes, '--': dashes, '%': percents, ';': semicolons }).flatMap(
    ([prefix, languages]) => languages.split(' ').map(language => [language, prefix] as const),
  ),
)

/** Whether a line has nothing but a comment, as far as its first characters tell. */
export function isCommentLine(line: string, languageId: string): boolean {
  const mark = commentPrefix(languageId)
  return mark !== null && line.trimStart().startsWith(mark)
}

/** What begins a comment line in a language, by its LSP identifier; null where it has none or is not known. */
export function commentPrefix(languageId: string): string | null {
  return prefixes.get(languageId) ?? null
}
