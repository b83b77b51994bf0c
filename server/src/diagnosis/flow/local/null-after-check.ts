import { definitionOf } from '../frame.ts'
import type { Block, FunctionIr, Instruction, Span, Temp, Variable } from '../ir.ts'
import { capturedVariables } from './captured.ts'

/** Most blocks that are gone through from a check on: what lies further away is somebody else's thought. */
const mostBlocks = 12
/** Calls of these come back: any other may throw, or end the program, because something is null. */
const comesBack =
  /^(?:log|logs|logger|warn|warning|error|info|debug|trace|fine|severe|print\w*|put|add|append|push|write\w*|set\w*|increment\w*)$/i

/** A variable that is used where a check before has just said that it is null. */
export interface UsedNull {
  name: string
  usedAt: Span
  checkedAt: Span
}

/**
 * Uses to which the way on which a variable is null leads without a further question: `if (a == null) log(); a.run()`. Whoever
 * checks it thinks that it can be null; whoever uses it then has forgotten to leave.
 */
export function findUsedNull(within: FunctionIr): UsedNull[] {
  return within.blocks.flatMap(({ end }): UsedNull[] => {
    if (end.kind !== 'branch') return []
    const check = checkedVariable(end.condition, within)
    const variable = check && within.variables[check.variable]
    if (!check || !variable || !/^[\p{L}_$]/u.test(variable.name) || variable.isShared !== 'no') return []
    const usedAt = firstUse(check.isEqual ? end.then : end.otherwise, check.variable, within)
    if (!usedAt || capturedVariables(within).has(check.variable)) return []
    return [{ name: variable.name, usedAt, checkedAt: end.span }]
  })
}

/** The variable that a condition compares with null. */
function checkedVariable(condition: Temp, within: FunctionIr): { variable: Variable; isEqual: boolean } | null {
  const compared = definitionOf(within, condition)
  if (compared?.op !== 'binary' || (compared.operator !== '==' && compared.operator !== '!=')) return null
  const sides = [definitionOf(within, compared.left), definitionOf(within, compared.right)]
  const read = sides.find(side => side?.op === 'read')
  const isNull = sides.some(side => side?.op === 'constant' && side.value === null)
  return read?.op === 'read' && isNull ? { variable: read.variable, isEqual: compared.operator === '==' } : null
}

function firstUse(start: Block, variable: Variable, within: FunctionIr): Span | null {
  const seen = new Set<Block>()
  for (let at = start; !seen.has(at) && seen.size < mostBlocks;) {
    seen.add(at)
    const block = within.blocks[at]
    // Whoever catches what using it throws may have meant that.
    if (!block || block.handler !== null) return null
    for (const one of block.instructions) {
      const used = usedObject(one)
      const read = used === null ? undefined : definitionOf(within, used)
      if (read?.op === 'read' && read.variable === variable) return read.span
      if (one.op === 'write' && one.variable === variable) return null
      if (one.op === 'address' && one.variable === variable) return null
      if (one.op === 'call' && !comesBack.test(one.name)) return null
    }
    if (block.end.kind !== 'jump') return null
    at = block.end.to
  }
  return null
}

/** What an instruction cannot do without. */
function usedObject(one: Instruction): Temp | null {
  if ('isOptional' in one) return null
  if (one.op === 'call') return one.form === 'method' ? one.receiver : null
  if (one.op === 'field' || one.op === 'element' || one.op === 'set-field' || one.op === 'set-element')
    return one.object
  return null
}
