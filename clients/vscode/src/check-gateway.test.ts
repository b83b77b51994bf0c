import { addressProblem, checkGateway } from './check-gateway.ts'

const address = { url: 'https://gateway.example/', token: 'key' }
const answering =
  (status: number, body: unknown): typeof fetch =>
  () =>
    Promise.resolve(new Response(JSON.stringify(body), { status }))

test('asks for the models with the key, and follows nobody elsewhere', async () => {
  const asked: unknown[] = []
  const page: typeof fetch = (url, options) => {
    asked.push([url, options?.headers, options?.redirect])
    return answering(200, { data: [{ id: 'coder' }, { id: 'other' }] })(url)
  }
  expect(await checkGateway(address, page)).toEqual({ problem: null, model: 'coder', detail: '' })
  expect(asked).toEqual([['https://gateway.example/v1/models', { authorization: 'Bearer key' }, 'error']])
})

test.each([
  ['a key that is not accepted', 401, {}, 'bad-key'],
  ['a key without the right to it', 403, {}, 'bad-key'],
  ['another server', 404, {}, 'no-gateway'],
  ['a page that is no list', 200, '<html>', 'no-gateway'],
  ['no model', 200, { data: [] }, 'no-model'],
])('tells of %s', async (_, status, body, problem) => {
  expect((await checkGateway(address, answering(status, body))).problem).toBe(problem)
})

test('tells why nothing can be reached', async () => {
  const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  const failing: typeof fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
  expect(await checkGateway(address, failing)).toMatchObject({ problem: 'unreachable', detail: 'ECONNREFUSED' })
})

test.each(['', 'gateway.example', 'ftp://gateway.example', 'javascript:alert(1)', 'https://user:pass@gateway.example'])(
  '%j is no address of a gateway',
  text => {
    expect(addressProblem(text)).toBe(true)
  },
)

test('an address may have blanks around it', () => {
  expect(addressProblem(' http://localhost:8080 ')).toBe(false)
})
