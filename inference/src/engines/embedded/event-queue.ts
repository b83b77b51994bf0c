/** Events in the order in which they came, for one reader who asks for the next. */
export interface EventQueue<T> {
  push: (event: T) => void
  next: () => Promise<T>
}

export function createEventQueue<T>(): EventQueue<T> {
  const events: T[] = []
  let wake: ((event: T) => void) | null = null
  return {
    push(event) {
      if (wake) wake(event)
      else events.push(event)
      wake = null
    },
    next() {
      const [event] = events.splice(0, 1)
      return event === undefined ? new Promise(resolve => (wake = resolve)) : Promise.resolve(event)
    },
  }
}
