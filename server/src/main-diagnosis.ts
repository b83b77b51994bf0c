import os from 'node:os'
import type { Finding } from './diagnosis/finding.ts'
import { createCountErrors } from './diagnosis/fixes/count-errors.ts'
import { functionsOf, type FunctionMetrics } from './diagnosis/metrics/function-metrics.ts'
import { openDiagnosis, type OpenDiagnosis } from './diagnosis/open-diagnosis.ts'
import { refactoringsAt } from './diagnosis/refactorings/refactorings-at.ts'
import { openSubject, type SourceText } from './diagnosis/subject.ts'
import { markSuppressed } from './diagnosis/suppressions/apply-suppressions.ts'
import type { FromDiagnoser, ToDiagnoser, Work, WorkAnswer } from './diagnosis/workers/messages.ts'
import { keepHeapSmall } from './small-heap.ts'
import { openGrammars } from './syntax/open-grammars.ts'

/** The program of a process that diagnoses files, one after the other. It goes when whoever started it goes. */
keepHeapSmall()
// Whoever types comes first.
if (process.platform === 'linux') os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL)
const log = (message: string): void => tell({ type: 'log', message })
const open = openGrammars(process.env)
const countErrors = createCountErrors(open)
let opening: Promise<OpenDiagnosis> | null = null

process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.on('message', (message: ToDiagnoser) => {
  if (message.type === 'setup') {
    opening = openDiagnosis(message.setup, open, log)
    return
  }
  const { id, ...work } = message
  answer(work).then(
    found => tell({ ...found, id }),
    (error: unknown) => {
      tell({ type: 'failure', id, message: error instanceof Error ? error.message : String(error) })
      // The memory in which grammars work is not to be trusted any more.
      if (error instanceof Error && error.name === 'RuntimeError') process.exit(1)
    },
  )
})

async function answer(work: Work): Promise<WorkAnswer> {
  switch (work.type) {
    case 'diagnose':
      return { type: 'findings', findings: (await (await opening)?.diagnose(work.source)) ?? [] }
    case 'suppress':
      return { type: 'findings', findings: await suppress(work.source, work.findings) }
    case 'count-errors':
      return { type: 'errors', errors: await countErrors(work.source) }
    case 'measure':
      return { type: 'functions', functions: await measure(work.source) }
    case 'refactor':
      return { type: 'refactorings', refactorings: await refactoringsAt(work.source, work.range, open) }
    case 'catalog':
      return { type: 'rules', rules: [...((await opening)?.catalog.values() ?? [])] }
  }
}

async function suppress(source: SourceText, findings: Finding[]): Promise<Finding[]> {
  const subject = await openSubject(source, open)
  try {
    return markSuppressed(subject, findings)
  } finally {
    subject.close()
  }
}

async function measure(source: SourceText): Promise<FunctionMetrics[]> {
  const subject = await openSubject(source, open)
  try {
    return functionsOf(subject)
  } finally {
    subject.close()
  }
}

function tell(message: FromDiagnoser): void {
  process.send?.(message)
}
