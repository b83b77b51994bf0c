import { reportError } from './commands/report-error.ts'
import { runProgram } from './program.ts'

// Whoever read our output has read enough (`wayline … | head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
})

const argv = process.argv.slice(2)
/** The `wayline` command, all of it but the language server (`main-lsp.ts`). */
process.exit(await runProgram(argv).catch((error: unknown) => reportError(error, argv.includes('--json'))))
