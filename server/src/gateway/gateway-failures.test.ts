import { connectionFailure, refusal } from './gateway-failures.ts'

const company = { url: 'https://gateway.example', token: 'key' }
const local = { url: 'http://localhost', socket: '/run/a.sock', token: 'key' }

test('a key that is not accepted is mended in the settings, whatever the gateway advises', () => {
  const body = JSON.stringify({
    error: { message: 'No.', type: 'x', param: null, code: 'unauthorized', remedy: 'Send a header.' },
  })
  const error = refusal(company, 401, body)
  expect(error.code).toBe('unauthorized')
  expect(error.remedy).toContain('wayline.gateway.token')
})

test('the local gateway is called that, and its key is in no setting', () => {
  const { message, remedy } = refusal(local, 401, '')
  expect(message).toBe('The local gateway did not accept the key.')
  expect(remedy).not.toMatch(/WAYLINE_API_KEY|wayline\.gateway/)
  expect(connectionFailure(local, new Error('x')).message).toMatch(/^The local gateway cannot be reached/)
})

test('a refusal keeps the sentence and the remedy of the gateway', () => {
  const error = { message: 'The engine sleeps.', type: 'x', param: null, code: 'engine_starting', remedy: 'Wait.' }
  expect(refusal(company, 503, JSON.stringify({ error: { ...error, retryable: true } }))).toMatchObject({
    code: 'engine_unavailable',
    message: 'The engine sleeps.',
    remedy: 'Wait.',
    isRetryable: true,
  })
})

test('an answer that is no gateway’s says to check the address', () => {
  expect(refusal(company, 404, '<html>').remedy).toContain('wayline.gateway.url')
})

test('a connection that fails is told in words, through whatever the error is wrapped in', () => {
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  const wrapped = new TypeError('fetch failed', { cause: new AggregateError([refused]) })
  expect(connectionFailure(company, wrapped).message).toBe(
    'The gateway at https://gateway.example cannot be reached (nothing listens there).',
  )
})

test('a certificate that is not trusted says which variable to set', () => {
  const error = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  expect(connectionFailure(company, error).remedy).toContain('NODE_EXTRA_CA_CERTS')
})
