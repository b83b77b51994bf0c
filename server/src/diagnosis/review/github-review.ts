import { counted } from '../output/text-report.ts'
import { commentText, safeMarkdown } from './comment-text.ts'
import type { Review, ReviewComment } from './review.ts'

/** GitHub refuses a review with very many comments; the rest stands in its text. */
const mostComments = 50
/** Of what has no line to stand at, in the text of the review. */
const mostListed = 20

/** The body of GitHub's "create a review for a pull request": `POST /repos/{owner}/{repo}/pulls/{number}/reviews`. */
export interface GithubReview {
  commit_id: string
  event: 'COMMENT'
  body: string
  comments: { path: string; line: number; side: 'RIGHT'; body: string }[]
}

/** A review as GitHub takes it. `comments` are those that are not there yet. */
export function githubReview(
  { head, model }: Pick<Review, 'head' | 'model'>,
  comments: readonly ReviewComment[],
): GithubReview {
  const placed = comments.flatMap(comment => (comment.line === null ? [] : [{ ...comment, line: comment.line }]))
  const rest = [...comments.filter(({ line }) => line === null), ...placed.slice(mostComments)]
  return {
    commit_id: head,
    event: 'COMMENT',
    body: reviewText(comments, rest, model),
    comments: placed
      .slice(0, mostComments)
      .map(comment => ({ path: comment.name, line: comment.line, side: 'RIGHT', body: commentText(comment) })),
  }
}

/** What a review says at its head: how much there is, and what has no line to stand at. */
export function reviewText(
  comments: readonly ReviewComment[],
  rest: readonly ReviewComment[],
  { notes }: Review['model'],
): string {
  const own = comments.filter(({ by }) => by === 'wayline').length
  const others = comments.length - own
  const sum = [
    ...(own > 0 || others === 0 ? [counted(own, 'finding')] : []),
    ...(others > 0 ? [`${counted(others, 'remark')} of a model`] : []),
  ]
  const listed = rest.slice(0, mostListed).map(comment => {
    const place = `${comment.name}${comment.line === null ? '' : `:${comment.line}`}`
    return `### ${safeMarkdown(place)}\n\n${commentText(comment)}`
  })
  const more = rest.length > mostListed ? [`… and ${rest.length - mostListed} more.`] : []
  return [`Wayline: ${sum.join(' and ')} in this change.`, ...notes.map(safeMarkdown), ...listed, ...more].join('\n\n')
}
