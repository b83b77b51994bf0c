import { SequencePool } from './sequence-pool.ts'

const used = (pool: SequencePool<string>, session: string): Promise<string> =>
  pool.use(session, sequence => Promise.resolve(sequence))

test('a session comes back to its own sequence', async () => {
  const pool = new SequencePool(['one', 'two'])
  const first = await used(pool, 'a')
  await used(pool, 'b')
  expect(await used(pool, 'a')).toBe(first)
})

test('the sequence unused longest makes room for a new session', async () => {
  const pool = new SequencePool(['one', 'two'])
  await used(pool, 'a')
  const second = await used(pool, 'b')
  await used(pool, 'a')
  expect(await used(pool, 'c')).toBe(second)
})

test('a request waits for its own sequence and gets it when it is free', async () => {
  const pool = new SequencePool(['one', 'two'])
  const order: string[] = []
  let open = (): void => undefined
  const gate = new Promise<void>(resolve => (open = resolve))
  const first = pool.use('a', async sequence => {
    await gate
    order.push(`first ${sequence}`)
  })
  const second = pool.use('a', sequence => {
    order.push(`second ${sequence}`)
    return Promise.resolve()
  })
  open()
  await Promise.all([first, second])
  expect(order).toEqual(['first one', 'second one'])
})
