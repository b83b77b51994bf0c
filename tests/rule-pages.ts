// `npm run rule-pages`: writes a page for every rule into docs/rules/, and a list of them all.
import fs from 'node:fs'
import { pageFolder, rulePageFiles } from './src/rule-pages.ts'

fs.rmSync(pageFolder, { recursive: true, force: true })
fs.mkdirSync(pageFolder, { recursive: true })
for (const [name, text] of rulePageFiles()) fs.writeFileSync(`${pageFolder}/${name}`, text)
