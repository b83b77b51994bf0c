/** Languages in which what stands without quotes behind a name is code; in all others it is text, and may be a secret. */
const codeLanguages = new Set(
  (
    'astro c clojure coffeescript cpp csharp css cuda-cpp dart elixir erlang fortran-modern fsharp go graphql groovy haskell hcl ' +
    'html java javascript javascriptreact json json5 jsonc jsonl julia kotlin latex less lua matlab nim objective-c ' +
    'objective-cpp ocaml pascal perl perl6 php proto proto3 python r racket razor rescript ruby rust sass scala scss solidity sql svelte ' +
    'swift terraform typescript typescriptreact vb verilog vhdl vue wgsl zig'
  ).split(' '),
)

/** Whether unquoted values of this language are text, as in YAML, in properties or in a shell. */
export function hasBareText(languageId: string): boolean {
  return !codeLanguages.has(languageId)
}
