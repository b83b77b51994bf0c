/** How one editor is connected. The snippet is all that goes to standard output, so that it can be piped into a file. */
export interface Editor {
  id: string
  name: string
  /** Other names that people may try. */
  aliases?: string[]
  /** What must be there first, and what is known not to work: told beside the snippet. */
  notes: string[]
  /** Where the snippet belongs, for people. */
  place: string
  /** How far it has been tried, for people. */
  tried: string
  /** The text to put there. `command` starts the language server, one word an item. */
  snippet: (command: string[]) => string
}

export const untried = 'Written from its documentation; not tried yet.'
