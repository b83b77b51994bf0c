import { cargo, clippy } from './cargo.ts'
import { clangTidy } from './clang-tidy.ts'
import { eslint } from './eslint.ts'
import { flake8 } from './flake8.ts'
import { goVet } from './go-vet.ts'
import { gradle } from './gradle.ts'
import type { Guest } from './guest.ts'
import { javac } from './javac.ts'
import { maven } from './maven.ts'
import { mypy } from './mypy.ts'
import { phpstan } from './phpstan.ts'
import { pylint } from './pylint.ts'
import { rubocop } from './rubocop.ts'
import { ruff } from './ruff.ts'
import { shellcheck } from './shellcheck.ts'
import { staticcheck } from './staticcheck.ts'
import { tsc } from './tsc.ts'

/** Every tool of others whose findings can be had, in the order in which they run. */
export const guests: readonly Guest[] = [
  eslint,
  tsc,
  ruff,
  mypy,
  flake8,
  pylint,
  maven,
  gradle,
  javac,
  goVet,
  staticcheck,
  clippy,
  cargo,
  clangTidy,
  shellcheck,
  rubocop,
  phpstan,
]

/** Whether the id of a rule is one of a guest's: `eslint/no-eval`. */
export function isGuestRule(rule: string): boolean {
  const [name = '', rest] = rule.split('/', 2)
  return rest !== undefined && guests.some(guest => guest.name === name)
}
