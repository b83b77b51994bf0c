import { grammarOf, type GrammarName } from '../../syntax/grammars.ts'
import type { Grammar } from '../../syntax/tree.ts'
import type { Subject } from '../subject.ts'

/** The grammars of a file that is diagnosed, and of those that it imports. */
export interface Grammars {
  /** The grammar of another file, by its ending. */
  of: (file: string) => Grammar | null
  /** Runs something that may ask for them: from the beginning again, where one is not open yet. */
  with<Result>(subject: Subject, run: () => Result): Result | Promise<Result>
}

/** Thrown to those who ask for a grammar that is not open: to open one takes time, and most are never needed. */
class NotOpenError extends Error {
  readonly grammar: GrammarName

  constructor(grammar: GrammarName) {
    super(`The grammar ${grammar} is not open yet.`)
    this.grammar = grammar
  }
}

/** Opens grammars when a file is met that needs them. */
export function createGrammars(): Grammars {
  const open = new Map<GrammarName, Grammar>()
  let current: Grammar | null = null

  function attempt<Result>(subject: Subject, run: () => Result): Result | Promise<Result> {
    current = subject.syntax?.grammar ?? null
    if (current) open.set(current.name, current)
    try {
      return run()
    } catch (error) {
      if (!(error instanceof NotOpenError)) throw error
      return subject.openGrammar(error.grammar).then(grammar => {
        open.set(error.grammar, grammar)
        return attempt(subject, run)
      })
    }
  }

  return {
    of(file) {
      const name = grammarNameOf(file)
      if (name === null) return current
      const known = open.get(name)
      if (!known) throw new NotOpenError(name)
      return known
    },
    with: attempt,
  }
}

/** The grammar of a file whose language has several. */
function grammarNameOf(file: string): GrammarName | null {
  if (/\.[cm]?ts$/.test(file)) return grammarOf('typescript')
  if (file.endsWith('.tsx')) return grammarOf('typescriptreact')
  return /\.[cm]?jsx?$/.test(file) ? grammarOf('javascript') : null
}
