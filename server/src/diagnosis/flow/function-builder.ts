import type {
  BinaryOperator,
  Block,
  CallInstruction,
  Constant,
  FunctionIr,
  Instruction,
  LexicalScope,
  Span,
  Temp,
  Variable,
  VariableIr,
} from './ir.ts'
import { BlockList } from './block-list.ts'

/** A function that is too large to be analysed. */
export class TooLargeError extends Error {}

/** Most instructions of a function: `finally` is written out for each way out of it. */
const mostInstructions = 20_000

/** What an instruction is given: all but where its result goes, which the builder chooses. */
type Made = Instruction extends infer One ? (One extends { into: Temp } ? Omit<One, 'into'> : never) : never

interface Jump {
  label: string | null
  breaks: Block
  /** Null where `continue` means an outer loop: in a switch. */
  continues: Block | null
  depth: number
}

/** How much of a function is known before its body is read. */
export type FunctionHead = Pick<
  FunctionIr,
  | 'name'
  | 'className'
  | 'span'
  | 'isVariadic'
  | 'isLenient'
  | 'isStatic'
  | 'isGetter'
  | 'isAbstract'
  | 'returnType'
  | 'annotations'
>

/**
 * Builds the control-flow graph of a function, statement by statement. Code after a `return` goes to a block that nothing leads to,
 * so a lowering need not care.
 */
export class FunctionBuilder {
  readonly #head: FunctionHead
  readonly #blocks = new BlockList()
  readonly #variables: VariableIr[] = []
  readonly #scopes = [new Map<string, Variable>()]
  readonly #jumps: Jump[] = []
  readonly #finals: (() => void)[] = []
  readonly #around: FunctionBuilder | null
  readonly #scope: LexicalScope
  #parameterCount = 0
  #temps = 0
  #instructions = 0

  /** `around`: the function around a closure, whose variables it may capture. */
  constructor(head: FunctionHead, around: FunctionBuilder | null = null) {
    this.#head = head
    this.#around = around
    this.#scope = { around: around ? around.#scope : null }
  }

  /** Parameters are declared first, in their order. */
  parameter(
    name: string,
    type: string | null,
    span: Span,
    annotations: string[] = [],
    more: Pick<VariableIr, 'takes' | 'isOptional' | 'default'> = {},
  ): Variable {
    this.#parameterCount++
    const variable = this.declare(name, type, span, annotations)
    Object.assign(this.#variables[variable] ?? {}, more)
    this.#markWritten(variable)
    return variable
  }

  /** Whether the function itself has a variable of this name. */
  hasOwn(name: string): boolean {
    return this.#scopes.some(scope => scope.has(name))
  }

  declare(name: string, type: string | null, span: Span, annotations: string[] = []): Variable {
    const variable = this.#addVariable(name, type, span, annotations)
    this.#scopes.at(-1)?.set(name, variable)
    return variable
  }

  /** Whether the function itself declares this name. */
  isDeclared(name: string): boolean {
    return this.#scopes.some(scope => scope.has(name))
  }

  /** The variable of this name in scope, captured from the functions around where it is theirs; null where there is none. */
  lookup(name: string): Variable | null {
    for (let at = this.#scopes.length - 1; at >= 0; at--) {
      const found = this.#scopes[at]?.get(name)
      if (found !== undefined) return found
    }
    if (!this.#around) return null
    const captured = this.#around.lookup(name)
    const outer = captured === null ? undefined : this.#around.#variables[captured]
    if (!outer) return null
    if (outer.isShared === 'no') outer.isShared = 'read'
    const inner: VariableIr = { ...outer, annotations: [], captured, isShared: 'no', root: outer.root ?? outer }
    const variable = this.#variables.push(inner) - 1
    this.#scopes[0]?.set(name, variable)
    return variable
  }

  typeOf(variable: Variable): string | null {
    return this.#variables[variable]?.type ?? null
  }

  /** What is declared while `body` runs is not seen after it. */
  scope(body: () => void): void {
    this.#scopes.push(new Map())
    body()
    this.#scopes.pop()
  }

  /** Adds an instruction that makes a value. */
  make(instruction: Made): Temp {
    const into = this.#temps++
    this.#add({ ...instruction, into })
    return into
  }

  /** The variable of this name in the innermost scope; null where that has none. */
  declaredHere(name: string): Variable | null {
    return this.#scopes.at(-1)?.get(name) ?? null
  }

  /** A pointer to a variable: from now on it may change behind the back of whoever reads it. */
  address(variable: Variable, span: Span): Temp {
    const pointedAt = this.#variables[variable]
    if (pointedAt) (pointedAt.root ?? pointedAt).isShared = 'written'
    return this.make({ op: 'address', variable, value: this.read(variable, span), span })
  }

  constant(value: Constant, span: Span): Temp {
    return this.make({ op: 'constant', value, span })
  }

  read(variable: Variable, span: Span): Temp {
    return this.make({ op: 'read', variable, span })
  }

  write(variable: Variable, value: Temp, span: Span): void {
    this.#markWritten(variable)
    this.#add({ op: 'write', variable, value, span })
  }

  setField(object: Temp | null, type: string | null, name: string, value: Temp, span: Span): void {
    this.#add({ op: 'set-field', object, type, name, value, span })
  }

  setElement(object: Temp, key: Temp, value: Temp, span: Span): void {
    this.#add({ op: 'set-element', object, key, value, span })
  }

  binary(operator: BinaryOperator, left: Temp, right: Temp, span: Span): Temp {
    return this.make({ op: 'binary', operator, left, right, span })
  }

  call(call: Omit<CallInstruction, 'op' | 'into'>): Temp {
    return this.make({ op: 'call', ...call })
  }

  /** Ends the block by what `test` makes: use it for every condition. `&&`, `||` and `!` are `and`, `or` and exchanged blocks. */
  branch(condition: Temp, then: Block, otherwise: Block, span: Span): void {
    this.#blocks.end({ kind: 'branch', condition, then, otherwise, span })
  }

  /** A block for `branch`, `jump` and `begin`. */
  block(): Block {
    return this.#blocks.add()
  }

  jump(to: Block): void {
    this.#blocks.end({ kind: 'jump', to })
  }

  /** What comes next stands in this block. */
  begin(block: Block): void {
    this.#blocks.begin(block)
  }

  /** `test` ends the block by branching to either of these. */
  ifElse(test: (then: Block, otherwise: Block) => void, then: () => void, otherwise: (() => void) | null): void {
    const [yes, no, after] = [this.block(), otherwise ? this.block() : null, this.block()]
    test(yes, no ?? after)
    this.begin(yes)
    then()
    this.jump(after)
    if (no !== null && otherwise) {
      this.begin(no)
      otherwise()
      this.jump(after)
    }
    this.begin(after)
  }

  /** A value that control flow chooses, such as a ternary's: `choose` is handed where each way puts its own. */
  choice(type: string | null, span: Span, choose: (put: (value: Temp) => void) => void): Temp {
    const variable = this.#addVariable('', type, span, [])
    choose(value => this.write(variable, value, span))
    return this.read(variable, span)
  }

  /** `test` null: endless. `isTestedFirst` false: `do … while`. `step`: what runs before the next round, after `continue` too. */
  loop(loop: {
    label: string | null
    test: ((body: Block, after: Block) => void) | null
    body: () => void
    step?: () => void
    isTestedFirst?: boolean
  }): void {
    const [head, body, next, after] = [this.block(), this.block(), this.block(), this.block()]
    const test = (): void => (loop.test ? loop.test(body, after) : this.jump(body))
    this.jump(loop.isTestedFirst === false ? body : head)
    this.begin(head)
    test()
    this.begin(body)
    this.#jumps.push({ label: loop.label, breaks: after, continues: next, depth: this.#finals.length })
    loop.body()
    this.#jumps.pop()
    this.jump(next)
    this.begin(next)
    loop.step?.()
    this.jump(head)
    this.begin(after)
  }

  /** A `break` in it, with the label or where `takesPlain` without one, goes behind it. */
  breakable(label: string | null, takesPlain: boolean, body: () => void): void {
    const after = this.block()
    const jump: Jump = { label, breaks: after, continues: null, depth: this.#finals.length }
    if (takesPlain || label !== null) this.#jumps.push(takesPlain ? jump : { ...jump, label })
    body()
    if (takesPlain || label !== null) this.#jumps.pop()
    this.jump(after)
    this.begin(after)
  }

  break(label: string | null = null): void {
    const jump = this.#jumps.findLast(one =>
      label === null ? one.continues !== null || one.label === null : one.label === label,
    )
    if (jump) this.#leave(jump.depth, () => this.jump(jump.breaks))
  }

  continue(label: string | null = null): void {
    const jump = this.#jumps.findLast(one => one.continues !== null && (label === null || one.label === label))
    const to = jump?.continues
    if (jump && to !== null && to !== undefined) this.#leave(jump.depth, () => this.jump(to))
  }

  return(value: Temp | null, span: Span): void {
    this.#leave(0, () => this.#blocks.end({ kind: 'return', value, span }))
  }

  throw(value: Temp | null, span: Span): void {
    this.#blocks.end({ kind: 'throw', value, span })
  }

  /** Cases in their order; the body of each goes on in the next one's where `fallsThrough`. `takesBreak` false: a `break` means a loop. */
  switch(
    subject: Temp,
    cases: { constants: Constant[] | null; isDefault: boolean; body: () => void }[],
    span: Span,
    { fallsThrough, takesBreak = true }: { fallsThrough: boolean; takesBreak?: boolean },
  ): void {
    this.breakable(null, takesBreak, () => {
      const after = this.block()
      const bodies = cases.map(() => this.block())
      const otherwise = bodies[cases.findIndex(one => one.isDefault)] ?? after
      const labelled = cases.flatMap((one, index) =>
        one.isDefault && !one.constants?.length ? [] : [{ constants: one.constants, to: bodies[index] ?? after }],
      )
      this.#blocks.end({ kind: 'switch', subject, cases: labelled, otherwise, span })
      cases.forEach((one, index) => {
        this.begin(bodies[index] ?? after)
        one.body()
        this.jump((fallsThrough ? bodies[index + 1] : after) ?? after)
      })
      this.begin(after)
    })
  }

  /** `try … catch … finally`. Each catch is handed the exception in a temp of its type. */
  try(
    body: () => void,
    catches: { type: string | null; span: Span; body: (caught: Temp) => void }[],
    final: (() => void) | null,
  ): void {
    const [handler, after] = [this.block(), this.block()]
    const outer = this.#blocks.handler
    const cleanup = final && this.block()
    if (final) this.#finals.push(final)
    this.#blocks.handler = catches.length > 0 ? handler : cleanup
    const start = this.block()
    this.jump(start)
    this.begin(start)
    body()
    this.#blocks.handler = cleanup ?? outer
    const done = this.block()
    this.jump(done)
    const bodies = catches.map(() => this.block())
    if (catches.length > 0) {
      this.begin(handler)
      const rest = this.block()
      const which = this.make({ op: 'unknown', of: [], span: catches[0]?.span ?? { start: 0, end: 0 } })
      const cases = bodies.map(to => ({ constants: null, to }))
      this.#blocks.end({
        kind: 'switch',
        subject: which,
        cases,
        otherwise: rest,
        span: catches[0]?.span ?? { start: 0, end: 0 },
      })
      this.begin(rest)
      this.throw(null, catches[0]?.span ?? { start: 0, end: 0 })
    }
    catches.forEach((one, index) => {
      this.begin(bodies[index] ?? done)
      this.scope(() => one.body(this.make({ op: 'caught', type: one.type, span: one.span })))
      this.jump(done)
    })
    if (final) this.#finals.pop()
    this.#blocks.handler = outer
    this.begin(done)
    final?.()
    this.jump(after)
    if (final && cleanup !== null) {
      this.begin(cleanup)
      final()
      this.throw(null, { start: 0, end: 0 })
    }
    this.begin(after)
  }

  /** Ends the function: falling off its end returns nothing. */
  finish(): FunctionIr {
    const end = this.#head.span.end
    this.#blocks.end({ kind: 'return', value: null, span: { start: end, end } })
    return {
      ...this.#head,
      scope: this.#scope,
      parameterCount: this.#parameterCount,
      variables: this.#variables,
      temporaryCount: this.#temps,
      blocks: this.#blocks.finish(),
    }
  }

  /** Runs the `finally` parts down to a depth, innermost first, then goes. */
  #leave(depth: number, go: () => void): void {
    const finals = this.#finals.splice(depth)
    const handler = this.#blocks.handler
    for (let at = finals.length - 1; at >= 0; at--) {
      const after = this.block()
      this.jump(after)
      this.begin(after)
      finals[at]?.()
    }
    go()
    this.#blocks.handler = handler
    this.#finals.push(...finals)
  }

  #addVariable(name: string, type: string | null, span: Span, annotations: string[]): Variable {
    const made: VariableIr = { name, type, span, annotations, captured: null, root: null, writes: 0, isShared: 'no' }
    return this.#variables.push(made) - 1
  }

  /** Whoever shares a variable must know that it may change behind its back. */
  #markWritten(variable: Variable): void {
    const written = this.#variables[variable]
    if (!written) return
    const root = written.root ?? written
    root.writes++
    if (written.root) root.isShared = 'written'
  }

  #add(instruction: Instruction): void {
    if (++this.#instructions > mostInstructions) throw new TooLargeError('more instructions than are analysed')
    this.#blocks.current.instructions.push(instruction)
  }
}
