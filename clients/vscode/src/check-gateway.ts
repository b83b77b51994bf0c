/** What keeps a gateway from being used. */
export type GatewayProblem = 'bad-address' | 'unreachable' | 'bad-key' | 'no-gateway' | 'no-model'

/** What became of asking a gateway. */
export interface GatewayCheck {
  problem: GatewayProblem | null
  /** The first model that it offers. */
  model: string
  /** More about the problem, for whoever runs the gateway. */
  detail: string
}

const patienceMs = 10_000

/** Asks a gateway for its models, as somebody who has just typed its address and a key. */
export async function checkGateway(
  { url, token }: { url: string; token: string },
  fetchPage: typeof fetch,
): Promise<GatewayCheck> {
  const problem = (name: GatewayProblem, detail = ''): GatewayCheck => ({ problem: name, model: '', detail })
  if (addressProblem(url)) return problem('bad-address')
  let response
  try {
    response = await fetchPage(`${url.trim().replace(/\/+$/, '')}/v1/models`, {
      headers: token === '' ? {} : { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(patienceMs),
      // A key goes to the address that was typed, and to no other.
      redirect: 'error',
    })
  } catch (error) {
    return problem('unreachable', reasonOf(error))
  }
  if (response.status === 401 || response.status === 403) return problem('bad-key')
  if (!response.ok) return problem('no-gateway', `HTTP ${response.status}`)
  const models = modelsIn(await response.json().catch(() => null))
  if (models === null) return problem('no-gateway')
  const [model] = models
  return model === undefined ? problem('no-model') : { problem: null, model, detail: '' }
}

/** Whether a text is no address of a gateway. */
export function addressProblem(text: string): boolean {
  const url = parsed(text.trim())
  return url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== ''
}

function parsed(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    // Half an address is none yet.
    return null
  }
}

/** Names of the models in an answer; null where it is no list of models. */
function modelsIn(answer: unknown): string[] | null {
  if (typeof answer !== 'object' || answer === null || !('data' in answer) || !Array.isArray(answer.data)) return null
  return answer.data.flatMap((model: unknown) =>
    typeof model === 'object' && model !== null && 'id' in model && typeof model.id === 'string' ? [model.id] : [],
  )
}

/** `fetch` says only that it failed; what failed stands in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return error.name === 'TimeoutError' ? 'timeout' : error.message
}
