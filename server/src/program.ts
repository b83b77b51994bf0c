import { Argument, Command, CommanderError, Option } from 'commander'
import type { CheckOptions } from './commands/check.ts'
import type { CompleteOptions } from './commands/complete.ts'
import type { EditorsOptions } from './commands/editors.ts'
import type { DoctorOptions } from './commands/doctor.ts'
import type { ExplainOptions } from './commands/explain.ts'
import type { HookOptions } from './commands/hook.ts'
import { UsageError } from './commands/report-error.ts'
import type { ReviewOptions } from './commands/review.ts'
import type { RulesExplainOptions, RulesListOptions } from './commands/rules.ts'
import type { StartOptions } from './commands/start.ts'
import type { StatsOptions } from './commands/stats.ts'
import packageJson from '../package.json' with { type: 'json' }

/** Builds the command line and runs what it asks for. Returns the exit code. */
export async function runProgram(argv: string[]): Promise<number> {
  let exitCode = 0
  const program = createProgram(code => (exitCode = code))
  try {
    if (argv.length === 0) {
      program.outputHelp()
      return 2
    }
    await program.parseAsync(withoutHelpCommand(argv), { from: 'user' })
    return exitCode
  } catch (error) {
    // commander has already said what is wrong; a request for help or version is no failure.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
}

/** The whole command line as data: help, shell completion and parsing come from it. */
export function createProgram(done: (exitCode: number) => void): Command {
  const program = new Command('wayline')
    .description('A self-hosted AI code assistant: one language server for every editor.')
    .version(packageJson.version, '-v, --version', 'Print the version')
    .helpOption('-h, --help', 'Show help')
    .helpCommand(false)
    .showSuggestionAfterError()
    .showHelpAfterError('`wayline --help` shows what there is.')
    .exitOverride()
    .enablePositionalOptions()

  program
    .command('start')
    .description('Start everything on this computer, show one completion, and tell how to connect editors')
    .addOption(
      new Option('--port <n>', 'Port of the gateway; without it 9295, or a free one if that is taken').argParser(
        parsePort,
      ),
    )
    .option('--model <name>', 'Model in the store, or a .gguf file')
    .option('--data-dir <folder>', 'Folder for models, key and lock')
    .action(async (options: StartOptions) => done(await (await import('./commands/start.ts')).runStart(options)))

  program
    .command('complete')
    .description('Print one completion, as an editor would get it')
    .argument('<place>', 'FILE:LINE:COLUMN, both from 1, the column in characters as editors show it')
    .option('--json', 'Print JSON')
    .option('--gateway-url <url>', 'Ask this gateway instead of the local one')
    .option('--token <key>', 'API key of that gateway')
    .addOption(new Option('--timeout <seconds>', 'Give up after so long').argParser(parseSeconds).default(60))
    .action(async (place: string, options: CompleteOptions) => {
      refuseLoneKey(options)
      done(await (await import('./commands/complete.ts')).runComplete(place, options))
    })

  program
    .command('check')
    .description('Diagnose files: syntax, insecure code, data flow, complexity, secrets. Needs no model')
    .argument('[paths...]', 'Files and folders; without any, the folder it runs in')
    .option('--staged', 'What is staged for the next commit, as it is staged')
    .option('--changed-since <revision>', 'What has changed since this branch left a revision, for example origin/main')
    .option('--at <revision>', 'Files as a commit has them, instead of those in the folder')
    .option('--format <names>', 'text, json, sarif, github, gitlab, junit, html; several as text,sarif=FILE', 'text')
    .option('--output <file>', 'Write the report to a file')
    .addOption(
      new Option('--fail-on <severity>', 'From which severity on findings end it with code 1')
        .choices(['error', 'warning', 'information', 'hint', 'never'])
        .default('warning'),
    )
    .option(
      '--with [tools]',
      'Run linters and compilers of the project too, and report what they find: all that are found, or eslint,tsc,… These are programs of the workspace, and run its code: use it where you trust it',
    )
    .option('--fix', 'Apply the fixes of rules, each verified first')
    .option('--baseline <file>', 'Findings that are known and do not count (default: .wayline/baseline.json)')
    .option('--write-baseline', 'Make everything that is found now known, so that only what is new counts')
    .option('--rules <folder>', 'Folder of rules of your own in the format of ast-grep; may be given again', collect)
    .option('--no-cache', 'Diagnose every file again, and remember nothing')
    .option('--json', 'The same as --format json')
    .action(async (paths: string[], options: CheckOptions) =>
      done(await (await import('./commands/check.ts')).runCheck(paths, options)),
    )

  program
    .command('review')
    .description('Review a change: findings on its lines, and what a model says of it')
    .argument('[paths...]', 'Files and folders; without any, everything that has changed')
    .option('--base <revision>', 'What the change is compared with, for example origin/main')
    .option('--head <revision>', 'The commit that the change leads to', 'HEAD')
    .option('--model [name]', "Ask a model even if that is this computer's own, or ask this one")
    .option('--no-model', 'Ask no model: findings only')
    .option('--gateway-url <url>', 'Gateway to ask; without it WAYLINE_GATEWAY_URL')
    .option('--token <key>', 'API key of that gateway; without it WAYLINE_API_KEY')
    .addOption(new Option('--timeout <seconds>', 'Time for the model').argParser(parseReviewSeconds).default(300))
    .option('--format <names>', 'text, json, github, gitlab; several as text,json=FILE', 'text')
    .option('--output <file>', 'Write the review to a file')
    .addOption(new Option('--post <where>', 'Post it as comments, each once').choices(['github', 'gitlab']))
    .option('--repo <name>', 'Repository to post to, if not the one of the CI: owner/name, or a project of GitLab')
    .option('--pull <number>', 'Pull or merge request to post to, if not the one of the CI')
    .option('--api-url <url>', 'Address of the API to post to, if not the one of the CI')
    .addOption(
      new Option('--fail-on <severity>', 'From which severity on findings end it with code 1')
        .choices(['error', 'warning', 'information', 'hint', 'never'])
        .default('warning'),
    )
    .option('--baseline <file>', 'Findings that are known and do not count (default: .wayline/baseline.json)')
    .option('--rules <folder>', 'Folder of rules of your own in the format of ast-grep; may be given again', collect)
    .option('--no-cache', 'Diagnose every file again, and remember nothing')
    .option('--json', 'The same as --format json')
    .addHelpText(
      'after',
      '\nThe token to post with is taken from GITHUB_TOKEN or GITLAB_TOKEN.\nA model that is asked sees changed code with its secrets covered, and nothing of excluded files.',
    )
    .action(async (paths: string[], { base, ...options }: Omit<ReviewOptions, 'base'> & { base?: string }) => {
      const { requireBase, runReview } = await import('./commands/review.ts')
      done(await runReview(paths, { ...options, base: requireBase(base) }))
    })

  program
    .command('hook')
    .description('Have Git run `wayline check --staged` before every commit, or no more')
    .addArgument(new Argument('<action>', 'What to do').choices(['install', 'uninstall']))
    .option('--pre-push', 'Before every push instead, over what the branch has changed')
    .action(async (action: 'install' | 'uninstall', options: HookOptions) =>
      done(await (await import('./commands/hook.ts')).runHook(action, options)),
    )

  program
    .command('editors')
    .description('Show how to connect an editor')
    .argument('[name]', 'Editor, for example neovim; without it, all are listed')
    .option('--write', 'Put it where the editor looks for it; what else is there stays as it is')
    .option('--remove', 'Take away what --write has put there')
    .option('--vsix <file>', 'With vscode --write: the extension to install')
    .option('--json', 'Print JSON')
    .action(async (name: string | undefined, options: EditorsOptions) =>
      done((await import('./commands/editors.ts')).runEditors(name, options)),
    )

  program
    .command('doctor')
    .description('Say what is wrong on this computer, and how to put it right')
    .option('--json', 'Print JSON')
    .option('--gateway-url <url>', 'Look at this gateway instead of the local one')
    .option('--token <key>', 'API key of that gateway')
    .action(async (options: DoctorOptions) => {
      refuseLoneKey(options)
      done(await (await import('./commands/doctor.ts')).runDoctor(options))
    })

  program
    .command('explain')
    .description('Explain what a compiler, a test or a program has printed, and find its places in this folder')
    .argument('[file]', 'File with the output; without it, standard input')
    .option('--json', 'Print JSON')
    .action(async (file: string | undefined, options: ExplainOptions) =>
      done(await (await import('./commands/explain.ts')).runExplain(file, options)),
    )

  program
    .command('stats')
    .description('Show what became of suggestions: how many were shown, accepted and kept')
    .option('--json', 'Print JSON')
    .addOption(new Option('--days <n>', 'Only the last so many days').argParser(parseDays))
    .action(async (options: StatsOptions) => done(await (await import('./commands/stats.ts')).runStats(options)))

  const rules = program.command('rules').description('Rules that code is checked with: list, explain, test')
  rules
    .command('list')
    .description('List all rules')
    .option('--language <name>', 'Only those that look at this language, for example java')
    .option('--rules <folder>', 'Folder of rules of your own as well; may be given again', collect)
    .option('--json', 'Print JSON')
    .action(async (options: RulesListOptions) => done((await import('./commands/rules.ts')).runRulesList(options)))
  rules
    .command('explain')
    .description('Tell what a rule finds, why that matters and what to do')
    .argument('<id>', 'Name of the rule, as findings have it')
    .option('--rules <folder>', 'Folder of rules of your own as well; may be given again', collect)
    .option('--json', 'Print JSON')
    .action(async (id: string, options: RulesExplainOptions) =>
      done((await import('./commands/rules.ts')).runRulesExplain(id, options)),
    )
  rules
    .command('test')
    .description('Run the cases of rules: our own, or those in a folder')
    .argument('[folder]', 'Folder with rules of ast-grep and their cases')
    .action(async (folder: string | undefined) =>
      done(await (await import('./commands/rules.ts')).runRulesTest(folder)),
    )

  program
    .command('completion')
    .description('Print a completion script for a shell')
    .argument('<shell>', 'bash, zsh or fish')
    .action(async (shell: string) => {
      const { shellCompletion } = await import('./commands/shell-completion.ts')
      process.stdout.write(shellCompletion(program, shell))
    })

  passThrough('lsp', 'The language server: --stdio, --socket=N, --pipe=P or --node-ipc')
  passThrough('serve', 'Start the gateway in front of a model')
  passThrough('model', 'List, pull, check and remove models of the embedded engine')
  for (const command of program.commands)
    command.showHelpAfterError(`\`wayline ${command.name()} --help\` shows how it is meant.`)
  return program

  /** These belong to the gateway program, which has its own help; here they are only passed on. */
  function passThrough(name: 'lsp' | 'serve' | 'model', description: string): void {
    program
      .command(name)
      .description(description)
      .argument('[arguments...]')
      .allowUnknownOption()
      .passThroughOptions()
      .helpOption(false)
      .action(async (argv: string[]) => {
        if (name === 'lsp') done(await (await import('./commands/lsp.ts')).runLsp(argv))
        else done(await (await import('./commands/gateway-process.ts')).runGatewayProgram([name, ...argv]))
      })
  }
}

/** `help` and `help COMMAND` are what people try first; they mean what `--help` does, also for commands with a help of their own. */
function withoutHelpCommand([first, ...rest]: string[]): string[] {
  if (first === 'help') return [...rest.slice(0, 1), '--help']
  return first === undefined ? [] : [first, ...rest]
}

/** A key that nothing is asked with would look as if it had been the right one. */
function refuseLoneKey({ gatewayUrl, token }: { gatewayUrl?: string; token?: string }): void {
  if (token === undefined || gatewayUrl !== undefined) return
  throw new UsageError('--token is the key of the gateway at --gateway-url.', 'Give both, or neither.')
}

/** The values of an option that may be given several times. */
function collect(value: string, before: string[] = []): string[] {
  return [...before, value]
}

function parsePort(value: string): number {
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`${value} is no port.`, 'A port is a number from 0 to 65535.')
  return port
}

function parseDays(value: string): number {
  const days = Number(value)
  if (!Number.isInteger(days) || days < 1 || days > 36_500)
    throw new UsageError(`${value} is no number of days.`, 'Give a whole number, for example 7.')
  return days
}

function parseReviewSeconds(value: string): number {
  const seconds = Number(value)
  if (!(seconds > 0 && seconds <= 3600))
    throw new UsageError(`${value} is no time to wait.`, 'Give a number of seconds, at most 3600.')
  return seconds
}

function parseSeconds(value: string): number {
  const seconds = Number(value)
  if (!(seconds > 0 && seconds <= 60))
    throw new UsageError(`${value} is no time to wait.`, 'Give a number of seconds, at most 60.')
  return seconds
}
