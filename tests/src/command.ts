import { fileURLToPath } from 'node:url'
import { programs, runProcess, type Finished } from './processes.ts'
import type { Home } from './home.ts'

/** The repository, where commands run unless they are told another folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Runs `wayline` to its end, for the user of a home, with `input` on its standard input. */
export function wayline(
  home: Home,
  args: string[],
  { env = {}, cwd = root, input = '' }: { env?: NodeJS.ProcessEnv; cwd?: string; input?: string } = {},
): Promise<Finished> {
  return runProcess(programs.wayline, args, { env: { ...home.env, ...env }, cwd, input })
}

/** What a command has told the user: a sentence or two, and nothing that only a programmer understands. */
export function expectSentence({ errors }: Finished): void {
  expect(errors.trim()).toMatch(/^wayline: .+[.?]$|^error: .+/s)
  expect(errors).not.toMatch(/\n\s+at |node:|\bundefined\b|\[object|E[A-Z]{4,}:|[A-Z]\w*Error\b/)
  expect(errors.trim().split('\n').length).toBeLessThanOrEqual(4)
}
