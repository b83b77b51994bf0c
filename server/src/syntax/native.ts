import type { GrammarName } from './grammars.ts'
import {
  loadNativeLibrary,
  type NativeHandle,
  type NativeLanguage,
  type NativeLibrary,
  type NativeQuery,
} from './native-library.ts'
import { NativeTree } from './native-tree.ts'
import type { Grammar, OpenGrammar, ReadText } from './tree.ts'

/**
 * Opens grammars in native code where they are installed for it, else with `otherwise`. A native grammar that fails may end the
 * process: that is for the user to choose.
 */
export function createNativeGrammars(
  otherwise: OpenGrammar,
  load: () => NativeLibrary = loadNativeLibrary,
): OpenGrammar {
  const open = new Map<GrammarName, Promise<Grammar>>()
  let loading: { library: NativeLibrary | null } | null = null

  function nativeOf(name: GrammarName): Grammar | null {
    loading ??= { library: attempt(load) }
    const { library } = loading
    return library && attempt(() => nativeGrammar(name, library))
  }

  return name => {
    const grammar = open.get(name) ?? Promise.resolve(nativeOf(name) ?? otherwise(name))
    open.set(name, grammar)
    return grammar
  }
}

/** Null where the package is missing, or made for another version of Node or of the system's libraries: there is another way. */
function attempt<Loaded>(load: () => Loaded): Loaded | null {
  try {
    return load()
  } catch {
    // Every reason has the same remedy, which needs no word: WebAssembly reads it as well.
    return null
  }
}

/** Longest limit that the library can be given, in microseconds. */
const longestLimit = 2 ** 32 - 1

function nativeGrammar(name: GrammarName, library: NativeLibrary): Grammar | null {
  const language = library.language(name)
  if (!language) return null
  const parser = new library.Parser()
  parser.setLanguage(language)
  const queries = new Map<string, NativeQuery>()

  function read(text: string, earlier: NativeHandle | null, limit: number): NativeHandle | null {
    parser.setTimeoutMicros(limit)
    const handle = parser.parse(text, earlier)
    // What was begun and not finished would be gone on with, whatever is parsed next.
    if (!handle) parser.reset()
    return handle
  }

  function readWhole(text: string, earlier: NativeHandle | null): NativeHandle {
    const handle = read(text, earlier, 0)
    if (!handle) throw new Error('a text was not read, though there was no limit')
    return handle
  }

  return {
    name,
    parse(text, earlier, limitMs = Infinity) {
      const whole = typeof text === 'string' ? text : textOf(text)
      const limit = limitMs === Infinity ? 0 : Math.min(Math.max(1, Math.ceil(limitMs * 1000)), longestLimit)
      const handle = read(whole, earlier instanceof NativeTree ? earlier.handle : null, limit)
      return handle && new NativeTree({ handle, holders: 0 }, whole, readWhole)
    },
    query(source) {
      const query = queries.get(source) ?? compile(library, language, source)
      queries.set(source, query)
      return query
    },
  }
}

/** An error at the very start of a query is not seen by the library, which then crashes: nothing begins there. */
function compile({ Query }: NativeLibrary, language: NativeLanguage, source: string): NativeQuery {
  return new Query(language, `\n${source}`)
}

/** Nodes tell their text from what was read, which must not change under them. */
function textOf(read: ReadText): string {
  let text = ''
  for (let piece = read(0); piece; piece = read(text.length)) text += piece
  return text
}
