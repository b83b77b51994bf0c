import { createRequire } from 'node:module'
import * as z from 'zod'

/** Anything else than `native` is the safe way. */
const Choice = z.enum(['wasm', 'native']).catch('wasm')

/** Whether `WAYLINE_TREE_SITTER` asks for native code and the package for it is installed; whether it runs here is seen when it is loaded. */
export function isNativeChosen(env: NodeJS.ProcessEnv, from = import.meta.url): boolean {
  if (Choice.parse(env['WAYLINE_TREE_SITTER']) === 'wasm') return false
  try {
    return createRequire(from).resolve('tree-sitter') !== ''
  } catch {
    // It is optional.
    return false
  }
}
