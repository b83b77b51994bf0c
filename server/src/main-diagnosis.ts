import os from 'node:os'
import type { DiagnoseFile } from './diagnosis/diagnose-file.ts'
import { openDiagnosis } from './diagnosis/open-diagnosis.ts'
import type { FromDiagnoser, ToDiagnoser } from './diagnosis/workers/messages.ts'
import { keepHeapSmall } from './small-heap.ts'
import { openGrammars } from './syntax/open-grammars.ts'

/** The program of a process that diagnoses files, one after the other. It goes when whoever started it goes. */
keepHeapSmall()
// Whoever types comes first.
if (process.platform === 'linux') os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL)
const log = (message: string): void => tell({ type: 'log', message })
let diagnoseFile: Promise<DiagnoseFile> | null = null

process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.on('message', (message: ToDiagnoser) => {
  if (message.type === 'setup') {
    diagnoseFile = openDiagnosis(message.setup, openGrammars(process.env), log)
    return
  }
  const { id, source } = message
  diagnoseFile
    ?.then(diagnose => diagnose(source))
    .then(
      findings => tell({ type: 'findings', id, findings }),
      (error: unknown) => {
        tell({ type: 'failure', id, message: error instanceof Error ? error.message : String(error) })
        // The memory in which grammars work is not to be trusted any more.
        if (error instanceof Error && error.name === 'RuntimeError') process.exit(1)
      },
    )
})

function tell(message: FromDiagnoser): void {
  process.send?.(message)
}
