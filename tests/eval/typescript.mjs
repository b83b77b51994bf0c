// `node --import ./tests/eval/typescript.mjs FILE`: Node reads the project's TypeScript as it stands, in worker threads too.
import { register } from 'node:module'

process.setSourceMapsEnabled(true)
register('./typescript-hooks.mjs', import.meta.url)
