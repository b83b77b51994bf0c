/** What stands after the last dot of a name. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
