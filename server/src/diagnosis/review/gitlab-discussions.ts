import { commentText, safeMarkdown } from './comment-text.ts'
import type { ReviewComment } from './review.ts'

/** The three commits by which GitLab knows a merge request's change. */
export interface DiffRefs {
  base_sha: string
  start_sha: string
  head_sha: string
}

/** The body of GitLab's "create a new thread in the merge request diff": `POST /projects/{id}/merge_requests/{iid}/discussions`. */
export interface GitlabDiscussion {
  body: string
  /** Without one it is a thread of the merge request as a whole. */
  position?: DiffRefs & {
    position_type: 'text'
    old_path: string
    new_path: string
    new_line: number
    /** Of a line that was there before; GitLab finds it by both. */
    old_line?: number
  }
}

export function gitlabDiscussions(comments: readonly ReviewComment[], refs: DiffRefs): GitlabDiscussion[] {
  return comments.map(comment => {
    const { name, oldName, line, oldLine } = comment
    if (line === null) return { body: `**${safeMarkdown(name)}**\n\n${commentText(comment)}` }
    return {
      body: commentText(comment),
      position: {
        ...refs,
        position_type: 'text',
        old_path: oldName,
        new_path: name,
        new_line: line,
        ...(oldLine === null ? {} : { old_line: oldLine }),
      },
    }
  })
}
