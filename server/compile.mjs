// Keeps the code that V8 has compiled for the language server, once it has started and answered: what it then has compiled
// is what every start needs. Run by the build in a process of its own.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'

const { loadCompiled } = createRequire(import.meta.url)('./bin/load-compiled.cjs')
const file = fileURLToPath(new URL('dist/lsp.cjs', import.meta.url))
const { exports, script } = loadCompiled(file)
const input = new PassThrough()
const output = new PassThrough()
exports.startLanguageServer({ input, output })
send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } })
output.once('data', () => {
  fs.writeFileSync(`${file}.compiled`, script.createCachedData())
  process.exit(0)
})

function send(message) {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message })
  input.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}
