import type { InsecureCodeRule } from '../rule.ts'
import { cRules } from './c.ts'
import { cipherRules } from './ciphers.ts'
import { csharpRules } from './csharp.ts'
import { ecmascriptRules } from './ecmascript.ts'
import { genericRules } from './generic.ts'
import { goRules } from './go.ts'
import { jvmRules } from './jvm.ts'
import { luaRules } from './lua.ts'
import { phpRules } from './php.ts'
import { pythonRules } from './python.ts'
import { rubyRules } from './ruby.ts'
import { rustRules } from './rust.ts'
import { shellRules } from './shell.ts'
import { sqlRules } from './sql.ts'
import { swiftRules } from './swift.ts'
import { webPageRules } from './web-page.ts'

/** Every rule, once. */
export const insecureCodeRules: readonly InsecureCodeRule[] = [
  ...pythonRules,
  ...ecmascriptRules,
  ...webPageRules,
  ...jvmRules,
  ...goRules,
  ...cRules,
  ...csharpRules,
  ...phpRules,
  ...rubyRules,
  ...rustRules,
  ...swiftRules,
  ...luaRules,
  ...shellRules,
  ...sqlRules,
  ...cipherRules,
  ...genericRules,
]
