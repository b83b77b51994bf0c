// `npm run eval`: measures the quality of completions. What it measures is told by `npm run eval -- --help`.
import { main } from './main.ts'

await main(process.argv.slice(2))
