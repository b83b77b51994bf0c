import { reportError } from './commands/report-error.ts'
import { runProgram } from './program.ts'

// Whoever read our output has read enough (`wayline … | head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
})

const argv = process.argv.slice(2)
/** The `wayline` command, all of it but the language server (`main-lsp.ts`). */
const code = await runProgram(argv).catch((error: unknown) => reportError(error, argv.includes('--json')))
// What a pipe has not taken yet would be lost with the process.
await Promise.all([process.stdout, process.stderr].map(stream => new Promise(done => stream.write('', done))))
process.exit(code)
