import type { GrammarName } from './grammars.ts'

interface Named {
  name: string
  signature: string
  container: string | null
}

/** Whether other files can use a declaration, as far as its own head tells. */
export function isReachable(grammar: GrammarName, { name, signature, container }: Named, isExported: boolean): boolean {
  switch (grammar) {
    case 'javascript':
      // Half of it is CommonJS, whose exports are plain assignments somewhere else in the file.
      return !name.startsWith('#')
    case 'typescript':
    case 'tsx':
      return !name.startsWith('#') && !/^private\b/.test(signature) && (isExported || container !== null)
    case 'c':
    case 'cpp':
      return container !== null || !/^static\b(?!.*\binline\b)/.test(signature)
    case 'java':
    case 'c_sharp':
    case 'kotlin':
    case 'scala':
    case 'swift':
    case 'php':
      return !/\b(private|fileprivate)\b/.test(signature)
    default:
      return true
  }
}
