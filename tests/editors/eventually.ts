/** So long something may take to be seen before it counts as missing. */
const limitMs = 20_000

/** Resolves when an expectation holds of what can be seen, which no event tells of; fails as it does where it never holds. */
export async function eventually(expectation: () => Promise<void> | void): Promise<void> {
  const end = performance.now() + limitMs
  for (;;) {
    try {
      await expectation()
      return
    } catch (error) {
      if (performance.now() > end) throw error
    }
    await new Promise(again => setTimeout(again, 50))
  }
}
