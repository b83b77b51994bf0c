// `npm run bench`: times our server, and others beside it, from outside, and prints a page of Markdown.
//   npm run bench -- [--quick] [--write] [--server FILE]… [--code FOLDER] [--only startup,overhead,typing,index,diagnosis,embedded]
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { copyCorpus, corpusIn, measureBesides, measureCancel, measureCheck, measureLive } from './measure-diagnosis.mjs'
import { measureEmbedded, noModel } from './measure-embedded.mjs'
import { measureIndex } from './measure-index.mjs'
import { measureOverhead, measureStartup, measureTyping } from './measure.mjs'
import { endAll } from './processes.mjs'
import { report } from './report.mjs'
import { ownServer, prepareServer, startEngine, startGateway } from './surroundings.mjs'

const usage = `usage: npm run bench -- [OPTIONS]
  --quick         few runs; less than 90 seconds
  --write         writes the page to docs/benchmarks.md too
  --server FILE   measures another server beside ours; FILE says how it is started; may be repeated
  --code FOLDER   checks this folder instead of our own code, in the section diagnosis
  --only LIST     of startup, overhead, typing, index, diagnosis, embedded`

const sections = ['startup', 'overhead', 'typing', 'index', 'diagnosis', 'embedded']
const full = {
  startup: { runs: 7 },
  overhead: [
    { lines: 400, documents: 0, requests: 200 },
    { lines: 10_000, documents: 0, requests: 400 },
    { lines: 400, documents: 100, requests: 200 },
    { lines: 10_000, documents: 100, requests: 200 },
    { language: 'python', lines: 400, documents: 0, requests: 200 },
    { language: 'python', lines: 10_000, documents: 0, requests: 200 },
    { lines: 10_000, documents: 0, requests: 100, delayMs: 60 },
  ],
  typing: { keys: 200 },
  index: { files: 10_000 },
  diagnosis: { live: { lines: 2000, edits: 40 }, besides: { lines: 2000, requests: 60 }, cancel: { runs: 5 } },
  embedded: { files: 5, extensions: 20 },
}
const quick = {
  startup: { runs: 3 },
  overhead: [400, 10_000].map(lines => ({ lines, documents: 0, requests: 40 })),
  typing: { keys: 60 },
  index: { files: 500 },
  diagnosis: { live: { lines: 2000, edits: 10 }, besides: { lines: 2000, requests: 20 }, cancel: { runs: 2 } },
  embedded: { files: 2, extensions: 5 },
}

const options = readOptions()
const root = path.resolve(import.meta.dirname, '../..')
process.chdir(root)
const plan = options.quick ? quick : full
const wants = section => (options.only?.split(',') ?? sections).includes(section)
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-bench-'))
const project = path.join(scratch, 'project')
fs.mkdirSync(project)
process.on('exit', () => {
  endAll()
  fs.rmSync(scratch, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

const figures = { startup: [], overhead: [], typing: [], index: [], diagnosis: null, embedded: null }
try {
  const others = (options.server ?? []).map(file => JSON.parse(fs.readFileSync(file, 'utf8')))
  for (const description of [ownServer, ...others]) await measureServer(description)
  if (wants('embedded')) figures.embedded = noModel() ?? (await embedded())
  const page = report(figures)
  console.log(`\n${page}`)
  if (options.write) fs.writeFileSync('docs/benchmarks.md', page)
  process.exit(0)
} catch (error) {
  console.error(`wayline: the benchmark failed: ${error.message}`)
  process.exit(1)
}

async function measureServer(description) {
  if (!['startup', 'overhead', 'typing', 'index', 'diagnosis'].some(wants)) return
  const engine = await startEngine()
  const server = prepareServer(description, { engineUrl: engine.url, gatewayPort: await freePort(), scratch })
  const gateway = server.gateway ? await startGateway(server.gateway) : null
  const surroundings = { server, project, engine }
  const add = (section, row) => figures[section].push({ name: server.name, ...row })
  if (wants('startup')) add('startup', await said('startup', measureStartup(surroundings, plan.startup)))
  for (const step of wants('overhead') ? plan.overhead : []) {
    add('overhead', await said(`overhead at ${step.lines} lines`, measureOverhead(surroundings, step)))
  }
  for (const mode of wants('typing') ? ['oracle', 'wrong'] : []) {
    add('typing', await said(`typing, ${mode}`, measureTyping(surroundings, { ...plan.typing, mode })))
  }
  // When an index is complete is something that only ours tells.
  if (wants('index') && description === ownServer)
    add('index', await said('index', measureIndex({ server, scratch, engine }, plan.index)))
  if (wants('diagnosis') && description === ownServer) figures.diagnosis = await diagnosis(surroundings)
  gateway?.stop()
  engine.stop()
}

async function diagnosis(surroundings) {
  const corpus = copyCorpus(scratch)
  const { live, besides, cancel } = plan.diagnosis
  return {
    check: await said('check', measureCheck({ scratch }, options.code === undefined ? corpus : corpusIn(options.code))),
    live: await said('findings after an edit', measureLive(surroundings, live)),
    besides: await said('completions beside diagnosis', measureBesides(surroundings, besides)),
    // In another folder, of which nothing is known from the check.
    cancel: await said('giving up', measureCancel(surroundings, copyCorpus(path.join(scratch, 'fresh')), cancel)),
  }
}

async function embedded() {
  return await said('embedded', measureEmbedded({ scratch, project, gatewayPort: await freePort() }, plan.embedded))
}

/** Tells on standard error what is going on, because a run takes minutes. */
async function said(what, measurement) {
  const row = await measurement
  console.error(`${what}: ${JSON.stringify(row)}`)
  return row
}

async function freePort() {
  const server = net.createServer()
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise(resolve => server.close(resolve))
  return port
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean' },
        write: { type: 'boolean' },
        help: { type: 'boolean' },
        server: { type: 'string', multiple: true },
        code: { type: 'string' },
        only: { type: 'string' },
      },
    })
    const unknown = values.only?.split(',').find(section => !sections.includes(section))
    if (unknown !== undefined) throw new Error(`There is no section ${unknown}.`)
    if (values.code !== undefined) values.code = path.resolve(values.code)
    if (!values.help) return values
    console.log(usage)
    process.exit(0)
  } catch (error) {
    console.error(`wayline: ${error.message}\n${usage}`)
    process.exit(2)
  }
}
