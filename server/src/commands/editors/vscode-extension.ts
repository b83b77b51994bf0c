import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { WaylineError } from '../../errors.ts'
import { UsageError } from '../report-error.ts'
import { programsOfVscode } from './found.ts'
import type { Surroundings } from './target.ts'

/** Under this name VS Code knows our extension. */
const extension = 'wayline.wayline-vscode'

/** Has VS Code, or each relative of it that is here, install or remove the extension; the programs that did. */
export function changeVscodeExtension(change: { install: string } | 'remove', surroundings: Surroundings): string[] {
  const programs = programsOfVscode(surroundings)
  if (programs.length === 0)
    throw new WaylineError(
      'bad_argument',
      'None of the programs code, codium, cursor, code-insiders and code-server is on your PATH.',
      {
        remedy:
          'In the editor: Extensions → … → "Install from VSIX…". On macOS the command "Shell Command: Install \'code\' command in PATH" puts it there.',
      },
    )
  const words =
    change === 'remove' ? ['--uninstall-extension', extension] : ['--install-extension', fileOf(change.install)]
  for (const program of programs) {
    const isScript = /\.(cmd|bat)$/i.test(program)
    const run = spawnSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: isScript })
    const isGone = change === 'remove' && /not installed/i.test(`${run.stdout}${run.stderr}`)
    if (run.status !== 0 && !isGone)
      throw new WaylineError('bad_argument', `${program} ${words.join(' ')} has failed.`, {
        cause: run.error ?? run.stderr,
        remedy: run.stderr.trim() || 'Install it in the editor: Extensions → … → "Install from VSIX…".',
      })
  }
  return programs
}

function fileOf(vsix: string): string {
  const file = path.resolve(vsix)
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`There is no file ${file}.`, 'Give the VSIX with `--vsix FILE`.')
  return file
}
