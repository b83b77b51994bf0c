/** One slot of the model's memory: whose text it holds, and whether it is being worked on. */
interface Slot<S> {
  sequence: S
  session: string | null
  isBusy: boolean
  lastUsed: number
}

interface Waiter<S> {
  session: string
  take: (slot: Slot<S>) => void
}

/**
 * Gives each session (an editor document, a conversation) a sequence of its own while there is room, so that its state
 * in the model's memory is there when it comes back; the one unused longest makes room.
 */
export class SequencePool<S> {
  private readonly slots: Slot<S>[]
  private readonly waiting: Waiter<S>[] = []
  private clock = 0

  constructor(sequences: S[]) {
    this.slots = sequences.map(sequence => ({ sequence, session: null, isBusy: false, lastUsed: 0 }))
  }

  /** Runs the work with the session's sequence; waits while that one, or every one, is busy. */
  async use<T>(session: string, work: (sequence: S) => Promise<T>): Promise<T> {
    const slot = this.claim(session) ?? (await new Promise<Slot<S>>(take => this.waiting.push({ session, take })))
    try {
      return await work(slot.sequence)
    } finally {
      slot.isBusy = false
      this.serveWaiting()
    }
  }

  private claim(session: string): Slot<S> | null {
    const own = this.slots.find(slot => slot.session === session)
    if (own?.isBusy) return null
    const free = this.slots.filter(slot => !slot.isBusy).sort((a, b) => a.lastUsed - b.lastUsed)
    const slot = own ?? free[0]
    if (!slot) return null
    slot.session = session
    slot.isBusy = true
    slot.lastUsed = ++this.clock
    return slot
  }

  private serveWaiting(): void {
    for (const waiter of [...this.waiting]) {
      const slot = this.claim(waiter.session)
      if (!slot) continue
      this.waiting.splice(this.waiting.indexOf(waiter), 1)
      waiter.take(slot)
    }
  }
}
