import { spawnSync } from 'node:child_process'
import { createProgram } from '../program.ts'
import { UsageError } from './report-error.ts'
import { shellCompletion } from './shell-completion.ts'

const program = createProgram(() => undefined)
const commands = program.commands.map(command => command.name())
const shells = ['bash', 'zsh', 'fish'] as const

function script(shell: string): string {
  return shellCompletion(program, shell)
}

/** Why a shell cannot be asked here, for a test's name. */
function missing(shell: string): string | null {
  return spawnSync(shell, ['-c', 'true']).status === 0 ? null : `skipped because there is no ${shell}`
}

describe.each(shells)('The completion script for %s', shell => {
  const reason = missing(shell)
  const withShell = reason === null ? test : test.skip

  withShell(`is taken by the shell${reason === null ? '' : ` (${reason})`}`, () => {
    const run = spawnSync(shell, ['-n'], { input: script(shell), encoding: 'utf8' })
    expect(run.stderr).toBe('')
    expect(run.status).toBe(0)
  })

  test.each(commands)('knows %s and all of its options', name => {
    expect(commands.length).toBeGreaterThan(5)
    const command = program.commands.find(candidate => candidate.name() === name)
    const words = (command?.options ?? []).flatMap(({ long }) => long ?? [])
    const text = script(shell)
    const line = shell === 'fish' ? new RegExp(`from ${name}'.*`, 'g') : new RegExp(`^ {4}${name}\\) .*`, 'gm')
    const offered = (text.match(line) ?? []).join('\n')
    for (const word of [...words, '--help'])
      expect(offered).toMatch(new RegExp(shell === 'fish' ? `-l ${word.slice(2)}$` : `${word}\\b`, 'm'))
  })
})

describe('Bash with the script', () => {
  /** What it offers for the last of these words. */
  function offered(...words: string[]): string[] {
    const typed = words.map(word => `'${word}'`).join(' ')
    const ask = `COMP_WORDS=(wayline ${typed}); COMP_CWORD=${words.length}; _wayline; printf '%s\\n' "\${COMPREPLY[@]}"`
    const run = spawnSync('bash', ['--norc', '-c', `${script('bash')}\n${ask}`], { encoding: 'utf8' })
    expect(run.stderr).toBe('')
    return run.stdout.split('\n').filter(Boolean)
  }
  const reason = missing('bash')
  const withBash = reason === null ? test : test.skip
  const suffix = reason === null ? '' : ` (${reason})`

  withBash(`offers every command, and those that begin as the word does${suffix}`, () => {
    expect(offered('')).toEqual([...commands, '--help', '--version'])
    expect(offered('comp')).toEqual(['complete', 'completion'])
  })

  withBash(`offers a command's own options and arguments${suffix}`, () => {
    expect(offered('complete', '--t')).toEqual(['--token', '--timeout'])
    expect(offered('editors', 'neo')).toEqual(['neovim'])
    expect(offered('model', 'p')).toEqual(['pull'])
    expect(offered('nothing', '')).toEqual([])
  })
})

test('There is none for another shell, and those that there are are named', () => {
  expect(() => script('tcsh')).toThrow(UsageError)
  expect(() => script('tcsh')).toThrow(/tcsh/)
})
