// Puts every file of our rule pack, and of its cases, into one: reading hundreds of YAML files takes longer than diagnosing one of code.
import fs from 'node:fs'
import path from 'node:path'
import { parseAllDocuments } from 'yaml'

const pack = path.join(import.meta.dirname, 'src/diagnosis/rules/pack')

export function packRules(file) {
  const names = fs.readdirSync(pack, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.yml'))
  const files = names.sort().map(name => ({
    path: name.split(path.sep).join('/'),
    documents: parseAllDocuments(fs.readFileSync(path.join(pack, name), 'utf8')).map(document => {
      if (document.errors.length > 0) throw new Error(`${name}: ${document.errors[0].message}`)
      return document.toJS()
    }),
  }))
  fs.writeFileSync(file, JSON.stringify(files))
}
