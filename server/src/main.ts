import { reportError } from './commands/report-error.ts'
import { runProgram } from './program.ts'

// Whoever read our output has read enough (`wayline … | head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
})

/** The `wayline` command, all of it but the language server (`main-lsp.ts`). */
process.exit(await runProgram(process.argv.slice(2)).catch(reportError))
