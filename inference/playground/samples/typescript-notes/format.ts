/** A note as it is stored. */
export interface Note {
  title: string
  text: string
  tags: string[]
}

/** The title with a capital letter at its beginning. */
export function titleOf(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1)
}

/** The notes that have a tag. */
export function taggedWith(notes: Note[], tag: string): Note[] {
  return notes.filter(note => note.tags.includes(tag))
}

/** How many words a note has. */
export function wordCount(note: Note): number {
}
