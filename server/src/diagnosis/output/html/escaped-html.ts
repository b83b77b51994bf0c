import { harmless, wellFormed } from '../excerpt.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as it may stand in HTML, between tags and in quoted attributes. */
export function escapedHtml(text: string): string {
  return harmless(wellFormed(text)).replace(/[&<>"']/g, character => entities[character] ?? character)
}
