import { reportError } from './commands/report-error.ts'

/**
 * The `wayline` command. The language server comes first and loads nothing that it does not need: editors start it again
 * and again, and people wait for it.
 */
async function main(argv: string[]): Promise<number> {
  if (argv[0] === 'lsp') return (await import('./commands/lsp.ts')).runLsp(argv.slice(1))
  return (await import('./program.ts')).runProgram(argv)
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read our output has read enough (`wayline … | head`).
  if (error.code === 'EPIPE') process.exit(0)
})

const exitCode = await main(process.argv.slice(2)).catch(reportError)
process.exit(exitCode)
