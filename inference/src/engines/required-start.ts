/**
 * A regular expression for texts that begin so, in what vLLM's engines for it have in common: XGrammar knows no modifiers
 * such as `(?s:…)`, and to others the dot is no line break.
 */
export function patternStartingWith(start: string): string {
  return `${start.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}[\\s\\S]*`
}

/** The same as a grammar of llama.cpp, whose texts have the escapes of JSON and whose dot is any character. */
export function grammarStartingWith(start: string): string {
  return `root ::= ${JSON.stringify(start)} .*`
}
