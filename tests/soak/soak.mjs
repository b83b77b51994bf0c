// `npm run soak -- [--edits N] [--seed N]`: tens of thousands of random edits over stdio, with what the language server
// takes of memory on the way. Ends with 1 if anything was shown that does not go on with its text.
import { memoryMiB } from '../bench/processes.mjs'
import { main } from './main.ts'

await main(process.argv.slice(2), memoryMiB)
