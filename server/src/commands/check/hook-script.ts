/** The hooks of Git that run a check. */
export type HookName = 'pre-commit' | 'pre-push'

const mark = '# Installed by `wayline hook install`.'

/** Whether a hook is one of these. */
export function isOurs(content: string): boolean {
  return content.split('\n', 3).includes(mark)
}

/**
 * A hook for the shell that Git brings on every system. `command` is how Wayline was started when it was installed; where that has
 * gone, the one in the path is taken.
 */
export function hookScript(name: HookName, command: readonly string[]): string {
  const [program = '', file = ''] = command.map(quoted)
  return `#!/bin/sh
${mark}
# \`wayline hook uninstall\` takes it away, and puts back the hook that was there before.
run() {
  if [ -x ${program} ] && [ -f ${file} ]; then ${program} ${file} "$@"
  elif command -v wayline >/dev/null 2>&1; then command wayline "$@"
  else
    echo 'wayline is no longer where it was: run "wayline hook install" again, or remove this hook.' >&2
    return 2
  fi
}
before="$0.before-wayline"
${name === 'pre-commit' ? preCommit : prePush}`
}

const preCommit = `if [ -x "$before" ]; then "$before" "$@" || exit $?; fi
run check --staged
`

/** Git tells on standard input what is pushed: local name and commit, remote name and commit, zeros for none. */
const prePush = `pushed=$(cat)
if [ -x "$before" ]; then printf '%s\\n' "$pushed" | "$before" "$@" || exit $?; fi
known() { git rev-parse --verify --quiet --end-of-options "$1^{commit}" >/dev/null; }
printf '%s\\n' "$pushed" | {
  worst=0
  while read -r _ commit _ remote; do
    case "$commit" in *[!0]*) ;; *) continue ;; esac
    case "$remote" in *[!0]*) ;; *) remote="refs/remotes/$1/HEAD" ;; esac
    # What nobody knows here has nothing in common with what is pushed: then everything counts.
    if known "$remote"; then run check --at "$commit" --changed-since "$remote" </dev/null || worst=$?
    else run check --at "$commit" </dev/null || worst=$?
    fi
  done
  exit $worst
}
`

/** As the shell takes a word for itself, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
