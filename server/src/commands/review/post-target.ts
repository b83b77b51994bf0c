import fs from 'node:fs'
import * as z from 'zod'
import { UsageError } from '../report-error.ts'

export interface PostOptions {
  post?: 'github' | 'gitlab'
  repo?: string
  pull?: string
  apiUrl?: string
}

/** Where a review goes, and with whose right. */
export interface PostTarget {
  forge: 'github' | 'gitlab'
  apiUrl: string
  token: string
  /** `owner/name`, or GitLab's number or path of a project. */
  repo: string
  /** Of the pull or merge request. */
  number: string
}

/** What the command line says, and else what the CI's own variables do. Throws UsageError naming what is missing. */
export function postTarget(forge: 'github' | 'gitlab', options: PostOptions, env: NodeJS.ProcessEnv): PostTarget {
  const isGithub = forge === 'github'
  const tokenName = isGithub ? 'GITHUB_TOKEN' : 'GITLAB_TOKEN'
  const token = env[tokenName]?.trim() ?? ''
  if (token === '')
    throw new UsageError(
      `There is no token to post with.`,
      `Set the environment variable ${tokenName}; a command line would show it to others.`,
    )
  const repo =
    options.repo ??
    (isGithub ? env['GITHUB_REPOSITORY'] : (env['CI_MERGE_REQUEST_PROJECT_ID'] ?? env['CI_PROJECT_ID'])) ??
    ''
  if (isGithub ? !/^[\w.-]+\/[\w.-]+$/.test(repo) : repo === '')
    throw new UsageError(
      repo === '' ? 'It is not known which repository is meant.' : `${JSON.stringify(repo)} is no repository.`,
      isGithub ? 'Give --repo owner/name.' : "Give --repo with the project's path or number.",
    )
  const number = options.pull ?? (isGithub ? githubNumber(env) : env['CI_MERGE_REQUEST_IID']) ?? ''
  if (!/^[1-9]\d{0,9}$/.test(number))
    throw new UsageError(
      number === ''
        ? 'It is not known which pull request is meant.'
        : `${JSON.stringify(number)} is no number of a pull request.`,
      'Give --pull with its number.',
    )
  const apiUrl =
    options.apiUrl ??
    (isGithub
      ? (env['GITHUB_API_URL'] ?? 'https://api.github.com')
      : (env['CI_API_V4_URL'] ?? 'https://gitlab.com/api/v4'))
  return { forge, apiUrl, token, repo, number }
}

const Event = z.object({ pull_request: z.object({ number: z.int() }) })

/** From the event that a workflow was started by, or from the name of what it has checked out. */
function githubNumber(env: NodeJS.ProcessEnv): string | undefined {
  const file = env['GITHUB_EVENT_PATH']
  try {
    const event = file ? Event.safeParse(JSON.parse(fs.readFileSync(file, 'utf8'))).data : undefined
    if (event) return String(event.pull_request.number)
  } catch {
    // There is no such file: the name may tell.
  }
  return /^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '')?.[1]
}
