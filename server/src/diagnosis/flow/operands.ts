import type { Instruction, Temp } from './ir.ts'

/** The values that an instruction needs. */
export function operandsOf(instruction: Instruction): Temp[] {
  switch (instruction.op) {
    case 'write':
    case 'unary':
    case 'cast':
    case 'instance-of':
    case 'address':
    case 'dereference':
      return [instruction.value]
    case 'field':
      return instruction.object === null ? [] : [instruction.object]
    case 'set-field':
      return [...(instruction.object === null ? [] : [instruction.object]), instruction.value]
    case 'element':
      return [instruction.object, instruction.key]
    case 'set-element':
      return [instruction.object, instruction.key, instruction.value]
    case 'binary':
      return [instruction.left, instruction.right]
    case 'list':
      return instruction.elements
    case 'map':
      return instruction.entries.map(entry => entry.value)
    case 'each':
    case 'result':
      return [instruction.of]
    case 'unknown':
      return instruction.of
    case 'call':
      return [...(instruction.receiver === null ? [] : [instruction.receiver]), ...instruction.arguments]
    case 'constant':
    case 'self':
    case 'global':
    case 'imported':
    case 'read':
    case 'closure':
    case 'caught':
    case 'instance':
      return []
  }
}
