import type { Block, BlockIr, Terminator } from './ir.ts'

interface Building extends Omit<BlockIr, 'end'> {
  end: Terminator | null
}

/** The blocks of a function while they are built, in the order in which they are asked for. */
export class BlockList {
  readonly #blocks: Building[] = [{ instructions: [], end: null, handler: null }]
  #current = 0
  /** Of the blocks that are begun from now on. */
  handler: Block | null = null

  get current(): Building {
    const block = this.#blocks[this.#current]
    if (!block) throw new RangeError('no such block')
    // What stands after a jump is not reached.
    if (block.end) {
      this.begin(this.add())
      return this.current
    }
    return block
  }

  add(): Block {
    return this.#blocks.push({ instructions: [], end: null, handler: null }) - 1
  }

  begin(block: Block): void {
    this.#current = block
    const begun = this.#blocks[block]
    if (begun) begun.handler = this.handler
  }

  /** The first end counts: what follows in the source is not reached. */
  end(terminator: Terminator): void {
    const block = this.#blocks[this.#current]
    if (block && !block.end) block.end = terminator
  }

  /** Reached ones first, in reverse post-order; then what nothing leads to, which the source still has. */
  finish(): BlockIr[] {
    const order = this.#reversePostOrder()
    const reached = new Set(order)
    for (const [index, block] of this.#blocks.entries())
      if (!reached.has(index) && block.instructions.length > 0) order.push(index)
    const places = new Map(order.map((block, place) => [block, place]))
    const at = (block: Block): Block => places.get(block) ?? 0
    return order.map(index => {
      const block = this.#blocks[index]
      const end = block?.end ?? { kind: 'return', value: null, span: { start: 0, end: 0 } }
      const handler = block?.handler ?? null
      return {
        instructions: block?.instructions ?? [],
        end: renumbered(end, at),
        handler: handler !== null && places.has(handler) ? at(handler) : null,
      }
    })
  }

  #reversePostOrder(): Block[] {
    const seen = new Set<Block>([0])
    const order: Block[] = []
    // Without recursion: code of a machine nests deeper than the stack.
    const stack: { block: Block; next: Block[] }[] = [{ block: 0, next: this.#next(0) }]
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.next.pop()
      if (next === undefined) {
        order.push(top.block)
        stack.pop()
      } else if (!seen.has(next)) {
        seen.add(next)
        stack.push({ block: next, next: this.#next(next) })
      }
    }
    return order.reverse()
  }

  #next(index: Block): Block[] {
    const block = this.#blocks[index]
    if (!block) return []
    const next = block.end ? successors(block.end) : []
    return block.handler === null ? next : [block.handler, ...next]
  }
}

/** The blocks that a terminator may go to. */
export function successors(end: Terminator): Block[] {
  switch (end.kind) {
    case 'jump':
      return [end.to]
    case 'branch':
      return [end.then, end.otherwise]
    case 'switch':
      return [...end.cases.map(one => one.to), end.otherwise]
    case 'return':
    case 'throw':
      return []
  }
}

function renumbered(end: Terminator, at: (block: Block) => Block): Terminator {
  switch (end.kind) {
    case 'jump':
      return { ...end, to: at(end.to) }
    case 'branch':
      return { ...end, then: at(end.then), otherwise: at(end.otherwise) }
    case 'switch': {
      const cases = end.cases.map(one => ({ ...one, to: at(one.to) }))
      return { ...end, cases, otherwise: at(end.otherwise) }
    }
    case 'return':
    case 'throw':
      return end
  }
}
