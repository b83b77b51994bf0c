import type { GrammarName } from '../syntax/grammars.ts'

/** How likely a value of this name is of this type, from 0 to 1, by their spelling: `cmd` is likely to be a `Command`. */
export function likeness(name: string, type: string): number {
  const [value, whole] = [plain(name), plain(type)]
  if (value === whole) return 1
  if (value.length < 2) return 0
  if (whole.startsWith(value) || whole.endsWith(value) || value.endsWith(whole)) return 0.6
  return whole.startsWith(value.charAt(0)) && isShortFor(value, whole) ? 0.3 : 0
}

/** Whether a name is written as types are. */
export function isTypeName(name: string): boolean {
  return /^_*[A-Z]\w*[a-z]/.test(name)
}

/** Whether a member belongs to the type itself and not to a value of it, by its head. */
export function isStatic(head: string, grammar: GrammarName): boolean {
  if (grammar === 'rust') return /\bfn\b/.test(head) && !/\(\s*(?:&\s*)?(?:'\w+ )?(?:mut )?self\b/.test(head)
  if (grammar === 'python') return /\(cls\b/.test(head)
  return /\bstatic\b/.test(head)
}

/** Whether a call is a condition, by the head or by the name of what is called. */
export function givesTruth(name: string, head: string): boolean {
  return (
    /^_*(?:is|has|can|should|contains|matches)(?=[A-Z_]|$)|^_*is[a-z]+$/.test(name) ||
    /\bbool(?:ean)?\b(?=[^,)]*$|\s+\w+\s*\()/.test(head)
  )
}

/** Whether what is declared is a function that has no result, by its head. */
export function givesNothing(name: string, head: string, grammar: GrammarName): boolean {
  switch (grammar) {
    case 'go':
      return /^func\b.*\w\((?:[^()]|\([^()]*\))*\)$/.test(head)
    case 'rust':
      return /\bfn\b/.test(head) && !head.includes('->')
    case 'python':
      return /-> None\b/.test(head)
    case 'typescript':
    case 'tsx':
      return /\): (?:Promise<void>|void)$/.test(head)
    default:
      return head.includes(`void ${name}`)
  }
}

/** Whether a file holds tests, by its name and those of its folders. */
export function isTestFile(path: string): boolean {
  return /(?:^|[/_.-])(?:tests?|specs?|__tests__|testing)(?:[/_.-]|$)|Tests?\.\w+$/.test(path)
}

/** `cmd` is short for `command`: its letters come in that order. */
function isShortFor(short: string, whole: string): boolean {
  let at = 0
  for (const letter of whole) if (letter === short.charAt(at)) at++
  return at === short.length
}

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}
