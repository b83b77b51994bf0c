// `npm run jetbrains-files`: writes into the JetBrains bridge what is generated of it: the languages that it is for.
import fs from 'node:fs'
import { bridgeFiles } from './src/jetbrains-bridge.ts'

for (const [file, text] of bridgeFiles()) fs.writeFileSync(file, text)
