/** A small change of a text that may put a fault right, and what that says of the fault. */
export interface Repair {
  /** What it replaces: nothing where something is put in. */
  start: number
  end: number
  newText: string
  /** What is wrong, in words. */
  message: string
  /** What the fix is called. */
  title: string
  /** Where a person would point. */
  at: { start: number; end: number }
  /** Where what is not closed begins. */
  opener?: { start: number; end: number }
  /** Something else than the grammar tells of the fault too. */
  isSeen: boolean
}

export function insertion(
  at: number,
  newText: string,
  {
    message,
    opener,
    isSeen = false,
    pointed = at,
  }: { message: string; opener?: Repair['opener']; isSeen?: boolean; pointed?: number },
): Repair {
  const title = `Insert \`${newText.trim()}\``
  return {
    start: at,
    end: at,
    newText,
    message,
    title,
    at: { start: pointed, end: pointed },
    isSeen,
    ...(opener && { opener }),
  }
}

export function deletion(start: number, end: number, text: string, message: string, isSeen: boolean): Repair {
  return { start, end, newText: '', message, title: `Delete \`${text}\``, at: { start, end }, isSeen }
}

export function applyRepair(text: string, { start, end, newText }: Pick<Repair, 'start' | 'end' | 'newText'>): string {
  return text.slice(0, start) + newText + text.slice(end)
}

/** Where in the text before a repair an offset of the text after it is. */
export function before(offset: number, { start, end, newText }: Repair): number {
  if (offset >= start + newText.length) return offset - newText.length + (end - start)
  return Math.min(offset, start)
}
