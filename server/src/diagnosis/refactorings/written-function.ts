import type { Code } from './code.ts'

/** A function that is to be written. */
export interface NewFunction {
  name: string
  parameters: readonly { name: string; type: string | null }[]
  /** `this.`, `self.`, or the name of a receiver with a dot; empty for a function. */
  prefix: string
  /** In Go, the receiver as it is declared. */
  receiver: string
  /** In Python, the first parameter of a method. */
  self: string
  isMethod: boolean
  isStatic: boolean
  isAsync: boolean
  /** Java and Go: what it returns, as it is written there; empty for nothing. */
  returnType: string
  /** Java: `throws …` with a blank before it. */
  throws: string
}

/** The first line of a function. */
export function headOf(made: NewFunction, { family, isTyped }: Code): string {
  const { name, parameters, self, isAsync, isStatic, isMethod, returnType, throws, receiver } = made
  const names = parameters.map(parameter => parameter.name)
  switch (family) {
    case 'python':
      return `${isAsync ? 'async ' : ''}def ${name}(${[...(self ? [self] : []), ...names].join(', ')}):`
    case 'java': {
      const typed = parameters.map(parameter => `${parameter.type ?? ''} ${parameter.name}`).join(', ')
      return `private ${isStatic ? 'static ' : ''}${returnType || 'void'} ${name}(${typed})${throws} {`
    }
    case 'go': {
      const typed = parameters.map(parameter => `${parameter.name} ${parameter.type ?? ''}`).join(', ')
      return `func ${receiver ? `${receiver} ` : ''}${name}(${typed})${returnType ? ` ${returnType}` : ''} {`
    }
    case 'script': {
      const list = parameters.map(parameter =>
        isTyped && parameter.type !== null ? `${parameter.name}: ${parameter.type}` : parameter.name,
      )
      const keyword = isMethod ? (isStatic ? 'static ' : '') : ''
      return `${keyword}${isAsync ? 'async ' : ''}${isMethod ? '' : 'function '}${name}(${list.join(', ')}) {`
    }
  }
}

/** A call of the function with the variables that it takes. */
export function callOf({ name, parameters, prefix, isAsync }: NewFunction): string {
  return `${isAsync ? 'await ' : ''}${prefix}${name}(${parameters.map(parameter => parameter.name).join(', ')})`
}
