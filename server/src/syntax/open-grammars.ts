import { isNativeChosen } from './chosen-library.ts'
import { createNativeGrammars } from './native.ts'
import type { OpenGrammar } from './tree.ts'
import { createWasmGrammars } from './wasm.ts'

/** Opens grammars in native code where that is chosen and they are installed for it, else in WebAssembly. */
export function openGrammars(env: NodeJS.ProcessEnv): OpenGrammar {
  const wasm = createWasmGrammars()
  return isNativeChosen(env) ? createNativeGrammars(wasm) : wasm
}
