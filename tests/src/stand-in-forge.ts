import http from 'node:http'
import type { AddressInfo } from 'node:net'
import * as z from 'zod'

/** What a server of pull requests was sent and holds. Both kinds check every request against what their documentation says. */
export interface StandInForge {
  url: string
  /** Bodies of what was posted, each as its schema has it. */
  reviews: z.infer<typeof GithubReview>[]
  discussions: z.infer<typeof GitlabDiscussion>[]
  /** Comments that are there; posting adds to them. */
  bodies: string[]
  /** The head of the pull request, and the lines of files that its page shows. */
  head: string
  shown: Map<string, Set<number>>
  requests: string[]
  close(): Promise<void>
}

/** The tokens that it knows. */
export const forgeTokens = { writing: 'token-that-may-write', reading: 'token-that-may-read' }

const sha = z.string().regex(/^[0-9a-f]{40}$/)
const GithubReview = z.strictObject({
  commit_id: sha,
  event: z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']),
  body: z.string().min(1),
  comments: z.array(
    z.strictObject({
      path: z.string().min(1),
      line: z.int().min(1),
      side: z.enum(['LEFT', 'RIGHT']),
      body: z.string().min(1).max(65_536),
    }),
  ),
})
const GitlabDiscussion = z.strictObject({
  body: z.string().min(1).max(1_000_000),
  position: z
    .strictObject({
      base_sha: sha,
      start_sha: sha,
      head_sha: sha,
      position_type: z.literal('text'),
      old_path: z.string().min(1),
      new_path: z.string().min(1),
      new_line: z.int().min(1),
      old_line: z.int().min(1).optional(),
    })
    .optional(),
})

export const gitlabRefs = { base_sha: 'b'.repeat(40), start_sha: 'c'.repeat(40) }

interface Answer {
  status: number
  body: unknown
}

/** GitHub's REST API, as far as reviews need it: version 2022-11-28, pull request 7 of acme/shop. */
export function startGithub(): Promise<StandInForge> {
  return start((request, text, forge) => {
    const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1]
    const refused = refusal(token, request.method, 'Bad credentials', 'Resource not accessible by integration')
    if (refused) return refused
    if (request.headers.accept !== 'application/vnd.github+json' || request.headers['user-agent'] === undefined)
      return { status: 415, body: { message: 'Unsupported' } }
    const { pathname, searchParams } = new URL(request.url ?? '', forge.url)
    const pull = '/api/repos/acme/shop/pulls/7'
    if (request.method === 'GET' && pathname === pull)
      return { status: 200, body: { number: 7, head: { sha: forge.head } } }
    if (request.method === 'GET' && pathname === `${pull}/comments`)
      return { status: 200, body: page(forge.bodies, searchParams).map(body => ({ id: 1, body })) }
    if (request.method === 'GET' && pathname === `${pull}/reviews`)
      return { status: 200, body: page(forge.reviews, searchParams).map(({ body }) => ({ id: 1, body })) }
    if (request.method === 'POST' && pathname === `${pull}/reviews`) {
      const review = GithubReview.safeParse(JSON.parse(text))
      if (!review.success)
        return { status: 422, body: { message: 'Unprocessable Entity', errors: [review.error.message] } }
      if (review.data.comments.some(({ path, line }) => !forge.shown.get(path)?.has(line)))
        return { status: 422, body: { message: 'Unprocessable Entity', errors: ['Line could not be resolved'] } }
      forge.reviews.push(review.data)
      forge.bodies.push(...review.data.comments.map(({ body }) => body))
      return { status: 200, body: { id: 80, body: review.data.body, state: 'COMMENTED' } }
    }
    return { status: 404, body: { message: 'Not Found' } }
  })
}

/** GitLab's REST API v4, as far as threads need it: merge request 7 of the project acme/shop. */
export function startGitlab(): Promise<StandInForge> {
  return start((request, text, forge) => {
    const token = request.headers['private-token']
    const refused = refusal(String(token), request.method, '401 Unauthorized', '403 Forbidden')
    if (refused) return refused
    const { pathname, searchParams } = new URL(request.url ?? '', forge.url)
    const merge = '/api/projects/acme%2Fshop/merge_requests/7'
    if (request.method === 'GET' && pathname === merge)
      return { status: 200, body: { iid: 7, diff_refs: { ...gitlabRefs, head_sha: forge.head } } }
    if (request.method === 'GET' && pathname === `${merge}/discussions`)
      return {
        status: 200,
        body: page(forge.bodies, searchParams).map(body => ({ id: 'd', notes: [{ id: 1, body }] })),
      }
    if (request.method === 'POST' && pathname === `${merge}/discussions`) {
      const discussion = GitlabDiscussion.safeParse(JSON.parse(text))
      if (!discussion.success) return { status: 400, body: { message: discussion.error.message } }
      const { position } = discussion.data
      if (position && !forge.shown.get(position.new_path)?.has(position.new_line))
        return { status: 400, body: { message: { line_code: ["can't be blank", 'must be a valid line code'] } } }
      forge.discussions.push(discussion.data)
      forge.bodies.push(discussion.data.body)
      return { status: 201, body: { id: 'd', notes: [] } }
    }
    return { status: 404, body: { message: '404 Not found' } }
  })
}

function refusal(
  token: string | undefined,
  method: string | undefined,
  wrong: string,
  forbidden: string,
): Answer | null {
  if (token === forgeTokens.reading && method !== 'GET') return { status: 403, body: { message: forbidden } }
  return token === forgeTokens.reading || token === forgeTokens.writing
    ? null
    : { status: 401, body: { message: wrong } }
}

function page<T>(items: readonly T[], search: URLSearchParams): T[] {
  const size = Number(search.get('per_page') ?? 30)
  const number = Number(search.get('page') ?? 1)
  return items.slice(size * (number - 1), size * number)
}

async function start(
  answer: (request: http.IncomingMessage, text: string, forge: StandInForge) => Answer,
): Promise<StandInForge> {
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      forge.requests.push(`${request.method ?? ''} ${request.url ?? ''}`)
      const { status, body } = answer(request, Buffer.concat(pieces).toString('utf8'), forge)
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    })
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const forge: StandInForge = {
    url: `http://127.0.0.1:${port}/api`,
    reviews: [],
    discussions: [],
    bodies: [],
    head: '',
    shown: new Map(),
    requests: [],
    async close() {
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
  return forge
}
