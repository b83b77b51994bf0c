import { reportError } from './commands/report-error.ts'
import { runProgram } from './program.ts'

const unwritten: Error[] = []
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read our output has read enough (`wayline … | head`).
  if (error.code === 'EPIPE') process.exit(0)
  unwritten.push(error)
})

const argv = process.argv.slice(2)
/** The `wayline` command, all of it but the language server (`main-lsp.ts`). */
const code = await runProgram(argv).catch((error: unknown) => reportError(error, argv.includes('--json')))
// What a pipe has not taken yet would be lost with the process.
await Promise.all([process.stdout, process.stderr].map(stream => new Promise(done => stream.write('', done))))
// What should be read is nowhere: whatever it would have said, this did not go well.
const [problem] = unwritten
process.exit(problem === undefined ? code : reportError(problem))
