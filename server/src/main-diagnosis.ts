import os from 'node:os'
import { createDiagnoseFile, type DiagnoseFile } from './diagnosis/diagnose-file.ts'
import { createCountErrors } from './diagnosis/fixes/count-errors.ts'
import { createFinders } from './diagnosis/finders.ts'
import type { FromDiagnoser, ToDiagnoser } from './diagnosis/workers/messages.ts'
import { keepHeapSmall } from './small-heap.ts'
import { openGrammars } from './syntax/open-grammars.ts'

/** The program of a process that diagnoses files, one after the other. It goes when whoever started it goes. */
keepHeapSmall()
// Whoever types comes first.
if (process.platform === 'linux') os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL)
const log = (message: string): void => tell({ type: 'log', message })
const open = openGrammars(process.env)
const countErrors = createCountErrors(open)
let diagnoseFile: Promise<DiagnoseFile> | null = null

process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.on('message', (message: ToDiagnoser) => {
  if (message.type === 'setup') {
    diagnoseFile = createFinders().then(finders => createDiagnoseFile({ open, finders, log }))
    return
  }
  answer(message).then(tell, (error: unknown) => {
    tell({ type: 'failure', id: message.id, message: error instanceof Error ? error.message : String(error) })
    // The memory in which grammars work is not to be trusted any more.
    if (error instanceof Error && error.name === 'RuntimeError') process.exit(1)
  })
})

async function answer({ type, id, source }: Exclude<ToDiagnoser, { type: 'setup' }>): Promise<FromDiagnoser> {
  if (type === 'count-errors') return { type: 'errors', id, errors: await countErrors(source) }
  const diagnose = await diagnoseFile
  return { type: 'findings', id, findings: diagnose ? await diagnose(source) : [] }
}

function tell(message: FromDiagnoser): void {
  process.send?.(message)
}
