/** What a file is for, as far as its path tells: what the product is made of, tests and texts for people, or what a machine has written. */
export type FilePurpose = 'product' | 'aside' | 'generated'

const aside =
  /(?:^|[/._-])(?:__tests?__|tests?|testing|testdata|specs?|e2e|fixtures?|__fixtures__|mocks?|__mocks__|examples?|samples?|demos?|docs?|bench|benches|benchmarks?|snapshots?|__snapshots__)(?:[/._-]|$)/i
/** `LoginTest.java`, `UserSpec.scala`. */
const testClass = /[a-z\d](?:Tests?|Spec|IT|TestCase)\.\w+$/
const prose =
  /\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt|tex|html?|po|pot|xlf|ipynb|svg)$|(?:^|\/)[A-Z]{4,}(?:[-_][A-Z]+)*$/i
const generated =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|composer\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|Cargo\.lock|Gemfile\.lock|Podfile\.lock|Package\.resolved|packages\.lock\.json|go\.(?:sum|mod)|flake\.lock|[^/]*\.min\.(?:js|css)|[^/]*\.map)$/i

/** Tells it from what of the path is below the innermost of the roots. */
export function purposeOf(path: string, roots: readonly string[]): FilePurpose {
  const root = roots
    .filter(folder => path.startsWith(folder.endsWith('/') ? folder : `${folder}/`))
    .reduce((longest, folder) => (folder.length > longest.length ? folder : longest), '')
  // Without a root only the file's own name and its folder's say something of it.
  const below = root === '' ? path.split('/').slice(-2).join('/') : path.slice(root.length).replace(/^\//, '')
  if (generated.test(below)) return 'generated'
  return aside.test(below) || testClass.test(below) || prose.test(below) ? 'aside' : 'product'
}
