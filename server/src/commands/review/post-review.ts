import * as z from 'zod'
import { marksIn } from '../../diagnosis/review/comment-text.ts'
import { githubReview } from '../../diagnosis/review/github-review.ts'
import { gitlabDiscussions } from '../../diagnosis/review/gitlab-discussions.ts'
import type { Review, ReviewComment } from '../../diagnosis/review/review.ts'
import { WaylineError } from '../../errors.ts'
import { openForge, type Forge } from './forge-http.ts'
import type { PostTarget } from './post-target.ts'

/** How many comments have been posted, and how many were there already. */
export interface Posted {
  posted: number
  known: number
}

/** Posts the comments of a review that are not there yet. Throws WaylineError where that is refused. */
export async function postReview(
  review: Review,
  target: PostTarget,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Posted> {
  const isGithub = target.forge === 'github'
  const forge = openForge({
    name: isGithub ? 'GitHub' : 'GitLab',
    apiUrl: target.apiUrl,
    headers: isGithub ? githubHeaders(target.token) : { 'private-token': target.token },
    rights: isGithub ? 'the permission "pull-requests: write"' : 'the scope "api" and the role Reporter or above',
    env,
    signal,
  })
  try {
    return isGithub ? await postToGithub(review, target, forge) : await postToGitlab(review, target, forge)
  } finally {
    await forge.dispose()
  }
}

function githubHeaders(token: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  }
}

const Pull = z.object({ head: z.object({ sha: z.string() }) })
const Body = z.object({ body: z.string().nullable() })

async function postToGithub(review: Review, { repo, number }: PostTarget, forge: Forge): Promise<Posted> {
  const pull = `/repos/${repo}/pulls/${number}`
  refuseOther(review.head, (await forge.get(pull, Pull)).head.sha)
  // What had no line stands in the texts of reviews.
  const before = [...(await forge.list(`${pull}/comments`, Body)), ...(await forge.list(`${pull}/reviews`, Body))]
  const fresh = withoutKnown(review.comments, before)
  if (fresh.length > 0) await forge.post(`${pull}/reviews`, githubReview(review, fresh))
  return { posted: fresh.length, known: review.comments.length - fresh.length }
}

const MergeRequest = z.object({
  diff_refs: z.object({ base_sha: z.string(), start_sha: z.string(), head_sha: z.string() }),
})
const Discussion = z.object({ notes: z.array(Body) })

async function postToGitlab(review: Review, { repo, number }: PostTarget, forge: Forge): Promise<Posted> {
  const request = `/projects/${encodeURIComponent(repo)}/merge_requests/${number}`
  const { diff_refs: refs } = await forge.get(request, MergeRequest)
  refuseOther(review.head, refs.head_sha)
  const before = (await forge.list(`${request}/discussions`, Discussion)).flatMap(({ notes }) => notes)
  const fresh = withoutKnown(review.comments, before)
  for (const discussion of gitlabDiscussions(fresh, refs)) await forge.post(`${request}/discussions`, discussion)
  return { posted: fresh.length, known: review.comments.length - fresh.length }
}

function withoutKnown(comments: readonly ReviewComment[], before: readonly z.infer<typeof Body>[]): ReviewComment[] {
  const known = new Set(before.flatMap(({ body }) => marksIn(body ?? '')))
  return comments.filter(({ fingerprint }) => !known.has(fingerprint))
}

/** Lines are those of a commit: in another one they would be other lines. */
function refuseOther(reviewed: string, current: string): void {
  if (reviewed === current) return
  throw new WaylineError(
    'post_failed',
    `The review is of ${reviewed.slice(0, 12)}, and the pull request is at ${current.slice(0, 12)}.`,
    {
      remedy: `Check out the branch itself rather than a merge of it, or name its commit: --head ${current.slice(0, 12)}.`,
    },
  )
}
