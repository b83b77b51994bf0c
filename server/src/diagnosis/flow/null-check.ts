import { definitionOf, valueOf, type Frame } from './frame.ts'
import type { Instruction, Temp } from './ir.ts'
import { markSeen } from './pairs.ts'
import type { State } from './state.ts'
import type { Pair } from './values.ts'
import { refineVariable } from './variables.ts'

/** Tells of a value that is null on every path and is used all the same; after its use it is not null. */
export function checkNull(
  temp: Temp,
  at: Extract<Instruction, { op: 'field' | 'element' | 'set-field' | 'set-element' | 'call' | 'dereference' }>,
  state: State,
  frame: Frame,
): void {
  const value = valueOf(frame, temp)
  if (value.pair?.isNull === true && value.pair.role === 'value' && !value.pair.isSeen)
    reportUnseen(temp, value.pair, state, frame)
  if (value.nullness === 'not-null' || value.nullness === 'unknown') return
  if ('isOptional' in at) return
  const definition = definitionOf(frame.function, temp)
  const variable = definition?.op === 'read' ? frame.function.variables[definition.variable] : undefined
  if (value.nullness === 'null' && frame.isReporting && frame.depth === 0 && variable && definition) {
    frame.analysis.report({
      rule: 'null-dereference',
      path: frame.unit.path,
      span: definition.span,
      message: `\`${variable.name}\` is always ${frame.analysis.models.nullWord} here, and is used as if it were not.`,
      steps: [],
    })
  }
  if (definition?.op === 'read')
    refineVariable(definition.variable, state, frame, known => ({ ...known, nullness: 'not-null' }))
}

/** Tells of a result that is used before anybody has looked at the error that was returned with it: told once. */
function reportUnseen(temp: Temp, pair: Pair, state: State, frame: Frame): void {
  const definition = definitionOf(frame.function, temp)
  const variable = definition?.op === 'read' ? frame.function.variables[definition.variable] : undefined
  // Variables of our own making have names that nobody can write.
  if (frame.isReporting && frame.depth === 0 && definition && variable && !variable.name.startsWith(' '))
    frame.analysis.report({
      rule: 'used-before-error-check',
      path: frame.unit.path,
      span: definition.span,
      message: `\`${variable.name}\` is used before its error is looked at: where the call has failed, it is ${frame.analysis.models.nullWord}.`,
      steps: [],
    })
  markSeen(pair, state)
}
