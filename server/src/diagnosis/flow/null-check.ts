import { definitionOf, valueOf, type Frame } from './frame.ts'
import type { Instruction, Temp } from './ir.ts'
import type { State } from './state.ts'
import { refineVariable } from './variables.ts'

/** Tells of a value that is null on every path and is used all the same; after its use it is not null. */
export function checkNull(
  temp: Temp,
  at: Extract<Instruction, { op: 'field' | 'element' | 'set-field' | 'set-element' | 'call' }>,
  state: State,
  frame: Frame,
): void {
  const value = valueOf(frame, temp)
  if (value.nullness === 'not-null' || value.nullness === 'unknown') return
  if ('isOptional' in at) return
  const definition = definitionOf(frame.function, temp)
  const variable = definition?.op === 'read' ? frame.function.variables[definition.variable] : undefined
  if (value.nullness === 'null' && frame.isReporting && frame.depth === 0 && variable && definition) {
    frame.analysis.report({
      rule: 'null-dereference',
      path: frame.unit.path,
      span: definition.span,
      message: `\`${variable.name}\` is always null here, and is used as if it were not.`,
      steps: [],
    })
  }
  if (definition?.op === 'read')
    refineVariable(definition.variable, state, frame, known => ({ ...known, nullness: 'not-null' }))
}
