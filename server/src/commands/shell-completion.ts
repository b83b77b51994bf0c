import type { Command } from 'commander'
import { editors } from './editors/editors.ts'
import { UsageError } from './report-error.ts'

interface Words {
  name: string
  description: string
  /** What may stand behind the command's name. */
  words: string[]
}

/**
 * Words that commander does not know: those of the commands that are passed on to the gateway, and the values of
 * arguments. A test compares them with what the gateway's own help says.
 */
const moreWords: Record<string, string[]> = {
  lsp: ['--stdio', '--socket', '--pipe', '--node-ipc'],
  serve: [
    '--config',
    '--host',
    '--port',
    '--engine',
    '--engine-url',
    '--engine-key',
    '--model',
    '--data-dir',
    '--threads',
    '--sequences',
    '--context-tokens',
    '--idle-minutes',
    '--playground',
    '--playground-server',
    '--local',
    '--with-socket',
    '--exit-with-parent',
  ],
  model: ['list', 'pull', 'remove', 'check', '--json'],
  hook: ['install', 'uninstall'],
  rules: ['list', 'explain', 'test', '--language', '--rules', '--json'],
  editors: editors.map(({ id }) => id),
  completion: ['bash', 'zsh', 'fish'],
}

/** A completion script made from the command line itself, so that the two cannot differ. */
export function shellCompletion(program: Command, shell: string): string {
  const commands = program.commands.map((command): Words => {
    const name = command.name()
    const options = command.options.flatMap(({ long }) => long ?? [])
    return { name, description: command.description(), words: [...(moreWords[name] ?? []), ...options, '--help'] }
  })
  switch (shell) {
    case 'bash':
      return bash(commands)
    case 'zsh':
      return zsh(commands)
    case 'fish':
      return fish(commands)
    default:
      throw new UsageError(
        `There is no completion for ${JSON.stringify(shell)}.`,
        'There is one for bash, zsh and fish.',
      )
  }
}

function bash(commands: Words[]): string {
  const cases = commands.map(({ name, words }) => `    ${name}) words="${words.join(' ')}" ;;`)
  return `# bash completion for wayline: wayline completion bash > ~/.local/share/bash-completion/completions/wayline
_wayline() {
  local words="" current="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${commands.map(({ name }) => name).join(' ')} --help --version"
  else
    case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _wayline wayline
`
}

function zsh(commands: Words[]): string {
  const cases = commands.map(({ name, words }) => `    ${name}) compadd -- ${words.join(' ')}; _files ;;`)
  return `#compdef wayline
# zsh completion for wayline: wayline completion zsh > a file named _wayline in a folder of $fpath
_wayline() {
  if (( CURRENT == 2 )); then
    compadd -- ${commands.map(({ name }) => name).join(' ')} --help --version
    return
  fi
  case "$words[2]" in
${cases.join('\n')}
  esac
}
# Read as a file of $fpath it is the function itself; read by the shell it only defines it.
if [ "$funcstack[1]" = "_wayline" ]; then
  _wayline "$@"
else
  compdef _wayline wayline
fi
`
}

function fish(commands: Words[]): string {
  const isFirst = '__fish_use_subcommand'
  const lines = commands.flatMap(({ name, description, words }) => [
    `complete -c wayline -n ${isFirst} -f -a ${name} -d ${fishString(description)}`,
    ...words.map(word => {
      const isAfter = `complete -c wayline -n '__fish_seen_subcommand_from ${name}'`
      return word.startsWith('--') ? `${isAfter} -l ${word.slice(2)}` : `${isAfter} -a ${word}`
    }),
  ])
  return `# fish completion for wayline: wayline completion fish > ~/.config/fish/completions/wayline.fish
complete -c wayline -n ${isFirst} -l help
complete -c wayline -n ${isFirst} -l version
${lines.join('\n')}
`
}

function fishString(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
