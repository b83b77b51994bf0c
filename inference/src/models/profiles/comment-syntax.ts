/** How a language writes comments: before each line, or around a block. */
export type CommentSyntax = { line: string } | { open: string; close: string }

const languagesByLine: Record<string, string> = {
  '#': 'python ruby perl perl6 raku shellscript bash sh zsh fish powershell r julia elixir crystal nim yaml toml dockerfile makefile cmake coffeescript terraform hcl gdscript graphql properties dotenv ignore nix starlark bazel tcl awk jq puppet jsonnet git-commit git-rebase just meson',
  '//': 'javascript javascriptreact typescript typescriptreact java c cpp csharp go rust swift kotlin scala dart php groovy objective-c objective-cpp cuda-cpp zig v fsharp jsonc json5 proto protobuf solidity less scss sass hlsl glsl shaderlab wgsl d haxe pug verilog systemverilog bicep prisma apex cue dotnet odin stylus',
  '--': 'sql plsql mysql pgsql lua luau haskell elm ada vhdl applescript purescript idris agda dhall',
  ';': 'clojure lisp commonlisp scheme racket elisp emacs-lisp ini asm nasm assembly autohotkey wat fennel',
  '%': 'latex tex bibtex erlang matlab octave prolog postscript',
  '!': 'fortran fortran-modern fortran90 FortranFreeForm',
  "'": 'vb vba vbscript brightscript',
  REM: 'bat batch',
  '"': 'vim viml vimscript',
  '*>': 'cobol',
  '..': 'restructuredtext',
}

const languagesByBlock: [open: string, close: string, languages: string][] = [
  ['<!--', '-->', 'html xml xsl markdown vue svelte astro svg xhtml mdx handlebars'],
  ['/*', '*/', 'css'],
  ['(*', '*)', 'ocaml sml pascal objectpascal delphi wolfram mathematica coq'],
  ['<%--', '--%>', 'jsp aspnetcorerazor razor erb'],
  ['{#', '#}', 'jinja jinja-html twig django-html'],
]

const syntaxByLanguage = new Map<string, CommentSyntax>([
  ...Object.entries(languagesByLine).flatMap(([line, languages]) =>
    languages.split(' ').map((language): [string, CommentSyntax] => [language.toLowerCase(), { line }]),
  ),
  ...languagesByBlock.flatMap(([open, close, languages]) =>
    languages.split(' ').map((language): [string, CommentSyntax] => [language, { open, close }]),
  ),
])

/** How the language with this LSP identifier writes comments; `//` for one that is not known. */
export function commentSyntax(languageId: string | undefined): CommentSyntax {
  return syntaxByLanguage.get((languageId ?? '').toLowerCase()) ?? { line: '//' }
}

/** The text as a comment that ends with a line break. Nothing in the text can end the comment early. */
export function asComment(text: string, languageId: string | undefined): string {
  const syntax = commentSyntax(languageId)
  const body = text.replace(/\s+$/, '')
  if ('open' in syntax)
    return `${syntax.open}\n${body.replaceAll(syntax.close, spaced(syntax.close))}\n${syntax.close}\n`
  return body
    .split(/\r\n|\r|\n/)
    .map(line => `${`${syntax.line} ${line}`.trimEnd()}\n`)
    .join('')
}

function spaced(close: string): string {
  return `${close.slice(0, 1)} ${close.slice(1)}`
}
