/** JSON as people write it: short lists of words stay on their line. */
export function json(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
  const joined = text.replaceAll(/\[\n\s+((?:"(?:[^"\\]|\\.)*",?\s*)+)\]/g, (list, words: string) => {
    const line = `[${words.trim().replaceAll(/,\s*\n\s*/g, ', ')}]`
    return line.length <= 100 ? line : list
  })
  return `${joined}\n`
}

/** The words in double quotes, as Lua, TOML and Lisp all read them. */
export function quoted(command: string[], separator: string): string {
  return command.map(word => JSON.stringify(word)).join(separator)
}

/** A word as Vim's single-quoted string. */
export function vimString(word: string): string {
  return `'${word.replaceAll("'", "''")}'`
}
