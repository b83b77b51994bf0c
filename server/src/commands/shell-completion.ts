import type { Command } from 'commander'
import { UsageError } from './report-error.ts'

interface Words {
  name: string
  description: string
  options: string[]
}

/** A completion script made from the command line itself, so that the two cannot differ. */
export function shellCompletion(program: Command, shell: string): string {
  const commands = program.commands.map((command): Words => ({
    name: command.name(),
    description: command.description(),
    options: [...command.options.map(({ long }) => long ?? ''), ...extraWords(command.name())].filter(Boolean),
  }))
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

/** Words of the commands that are passed on to the gateway, which commander does not know. */
function extraWords(name: string): string[] {
  if (name === 'model') return ['list', 'pull', 'remove', '--json']
  if (name === 'lsp') return ['--stdio', '--socket', '--pipe', '--node-ipc']
  if (name === 'serve')
    return [
      '--config',
      '--host',
      '--port',
      '--engine',
      '--engine-url',
      '--engine-key',
      '--model',
      '--data-dir',
      '--threads',
    ]
  if (name === 'completion') return ['bash', 'zsh', 'fish']
  return []
}

function bash(commands: Words[]): string {
  const cases = commands.map(({ name, options }) => `    ${name}) words="${options.join(' ')}" ;;`)
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
  const cases = commands.map(({ name, options }) => `    ${name}) compadd -- ${options.join(' ')}; _files ;;`)
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
compdef _wayline wayline
`
}

function fish(commands: Words[]): string {
  const lines = commands.flatMap(({ name, description, options }) => [
    `complete -c wayline -n __fish_use_subcommand -f -a ${name} -d '${description.replaceAll("'", "\\'")}'`,
    ...options.map(option =>
      option.startsWith('--')
        ? `complete -c wayline -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)}`
        : `complete -c wayline -n '__fish_seen_subcommand_from ${name}' -a ${option}`,
    ),
  ])
  return `# fish completion for wayline: wayline completion fish > ~/.config/fish/completions/wayline.fish\n${lines.join('\n')}\n`
}
