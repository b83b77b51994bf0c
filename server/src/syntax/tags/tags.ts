import type { GrammarName } from '../grammars.ts'
import { c, cpp } from './c-family.ts'
import { javascript, typescript } from './ecmascript.ts'
import { go } from './go.ts'
import { java, kotlin, scala } from './jvm.ts'
import { bash, csharp, lua, php, ruby, swift } from './others.ts'
import { python } from './python.ts'
import { rust } from './rust.ts'

/** Tree-sitter queries that find what a file declares and what it takes from others. */
export interface Tags {
  /**
   * Captures each declaration by its kind with its `@name`, and its `@container` where that does not stand around it. What
   * only contains the declarations of something else, by whose `@name` they go, is a `@scope`.
   */
  declarations: string
  /** Captures each statement that names another file, module or package as `@import`. */
  imports: string
  /** Captures the name of the package or namespace that the file belongs to as `@namespace`. */
  namespace?: string
}

const tags: Partial<Record<GrammarName, Tags>> = {
  bash,
  c,
  c_sharp: csharp,
  cpp,
  go,
  java,
  javascript,
  kotlin,
  lua,
  php,
  python,
  ruby,
  rust,
  scala,
  swift,
  tsx: typescript,
  typescript,
}

/** Null for grammars of data and markup: their files declare nothing that code could use. */
export function tagsOf(grammar: GrammarName): Tags | null {
  return tags[grammar] ?? null
}
