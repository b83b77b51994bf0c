import { reportError } from './commands/report-error.ts'
import { runLsp } from './commands/lsp.ts'
import { keepHeapSmall } from './small-heap.ts'

export { startLanguageServer } from './server.ts'

/**
 * `wayline lsp`, a program of its own and in one file, which starts from code that was compiled when it was built: editors
 * start it again and again, and people wait for it. All other commands are in `main.ts`.
 */
export async function main(argv: string[]): Promise<never> {
  keepHeapSmall()
  process.exit(await runLsp(argv).catch((error: unknown) => reportError(error)))
}
