import { parseArgs } from 'node:util'
import { openEditor } from '../src/editor.ts'
import { startGateway } from '../src/gateway.ts'
import { makeHome } from '../src/home.ts'
import { endProcesses } from '../src/processes.ts'
import { startStandInEngine } from '../src/stand-in-engine.ts'
import { giveNumberedAnswers } from './numbered-answers.ts'
import { createRandom } from './random.ts'
import { createTypist } from './typist.ts'

/** Prints a line every two thousand edits. `memoryMiB` tells what a process and all that it has started take. */
export async function main(argv: string[], memoryMiB: (pid: number) => number | null): Promise<void> {
  const { values } = parseArgs({
    args: argv,
    options: { edits: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
  })
  const edits = Number(values.edits)
  const home = makeHome()
  const engine = await startStandInEngine()
  const answers = giveNumberedAnswers(engine)
  const gateway = await startGateway(home, engine.url)
  const editor = await openEditor({ transport: 'stdio', home, settings: { gateway: gateway.settings } })
  const typist = await createTypist({ editor, home, answers, random: createRandom(Number(values.seed)) })
  console.log('   edits      RSS  requests     shown     wrong   seconds')
  const begin = performance.now()
  const row = (edit: number): void => {
    const rss = editor.process ? memoryMiB(editor.process.pid) : null
    const seconds = Math.round((performance.now() - begin) / 1000)
    const columns = [rss === null ? '–' : rss.toFixed(1), answers.count, typist.shown, typist.wrong.length, seconds]
    console.log([String(edit).padStart(8), ...columns.map(column => String(column).padStart(9))].join(''))
  }
  for (let edit = 0; edit < edits; edit++) {
    if (edit % 2000 === 0) row(edit)
    await typist.edit()
    // The engine would keep every request that it has ever had.
    engine.requests.length = 0
  }
  await typist.settled()
  row(edits)
  for (const wrong of typist.wrong.slice(0, 20)) console.log(`wrong: ${wrong}`)
  await endProcesses()
  await engine.close()
  await home.remove()
  process.exit(typist.wrong.length === 0 ? 0 : 1)
}
