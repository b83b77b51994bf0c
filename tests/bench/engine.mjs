// A stand-in engine in a process of its own, so that its work is not counted as anybody else's. Controlled by messages:
// `{ set: {...} }` changes what it answers, `{ take: true }` is answered with the log of completions since the last one.
import http from 'node:http'
import { now } from './numbers.mjs'

let behaviour = { mode: 'constant', delayMs: 0, target: '', maxLines: 3 }
let log = []
let count = 0

process.on('message', message => {
  if (message.set) behaviour = { ...behaviour, ...message.set }
  if (!message.take) return process.send({ ok: true })
  process.send({ log })
  log = []
})
process.on('disconnect', () => process.exit(0))

const server = http.createServer(async (request, response) => {
  let text = ''
  for await (const chunk of request) text += chunk
  if (request.method === 'GET') return json(response, pages[request.url] ?? {})
  const body = JSON.parse(text)
  // Asked for nothing, it only warms up.
  if (body.max_tokens === 0) return json(response, completion('', 'length'))
  const entry = { beginMs: now(), endMs: null, isAborted: false, bytes: text.length }
  log.push(entry)
  response.on('close', () => (entry.isAborted = !response.writableFinished))
  setTimeout(() => {
    if (response.destroyed) return
    entry.endMs = now()
    send(response, body, answer(String(body.prompt ?? body.messages?.at(-1)?.content ?? '')))
  }, behaviour.delayMs)
})
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))

const pages = {
  '/v1/models': { object: 'list', data: [{ id: 'Qwen2.5-Coder-7B', object: 'model', max_model_len: 8192 }] },
  '/health': { status: 'ok' },
  '/version': { version: '0.33.0' },
}

/** `oracle` continues the target text where the prompt stands in it; `wrong` knows it as well and never says it. */
function answer(prompt) {
  count++
  if (behaviour.mode === 'constant') return `value${count} = compute${count}(alpha, beta)\n`
  const prefix = prefixOf(prompt)
  for (let length = Math.min(200, prefix.length); length > 8; length--) {
    const at = behaviour.target.indexOf(prefix.slice(-length))
    if (at < 0) continue
    if (behaviour.mode === 'wrong') return `zz${count}(qq${count});`
    const rest = behaviour.target.slice(at + length)
    return rest.split('\n').slice(0, behaviour.maxLines).join('\n')
  }
  return `nomatch${count}();`
}

/** The text before the cursor in a fill-in-the-middle prompt: P S M, with what is typed on the line possibly after M. */
function prefixOf(prompt) {
  const [before = '', after = ''] = prompt.split('<|fim_suffix|>')
  const prefix = before.slice(before.lastIndexOf('<|fim_prefix|>')).replace('<|fim_prefix|>', '')
  return prefix + (after.split('<|fim_middle|>')[1] ?? '')
}

function completion(text, finishReason) {
  return {
    id: `bench-${count}`,
    object: 'text_completion',
    created: 0,
    model: 'Qwen2.5-Coder-7B',
    choices: [{ index: 0, text, finish_reason: finishReason }],
  }
}

function send(response, body, text) {
  if (!body.stream) return json(response, completion(text, 'stop'))
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(`data: ${JSON.stringify(completion(text, null))}\n\n`)
  response.end(`data: ${JSON.stringify(completion('', 'stop'))}\n\ndata: [DONE]\n\n`)
}

function json(response, value) {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}
