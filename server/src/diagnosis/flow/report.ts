import type { Frame } from './frame.ts'
import type { CallInstruction, Span } from './ir.ts'
import type { CallModel } from './models.ts'
import type { Taint, Trace, Value } from './values.ts'

/** Most steps of a finding that are shown. */
const mostSteps = 12

/** Tells of something from outside that reaches a sink. */
export function reportSink(
  rule: string,
  taints: readonly Taint[],
  call: Pick<CallInstruction, 'name' | 'span'>,
  frame: Frame,
): void {
  const info = frame.analysis.models.rules.get(rule)
  const [taint] = taints
  if (!info || !taint) return
  const steps = stepsOf(taint.trace)
  // What begins and ends in another file without coming through this one is found when that one is diagnosed.
  const { entry, analysis } = frame
  if (entry && entry.gives === undefined && !touches(taint.trace, analysis.unit.path)) return
  const message = info.message.replaceAll('{source}', taint.source.what).replaceAll('{name}', call.name)
  const { path, span } = placeOf(call.span, frame)
  const last = { path: frame.unit.path, span: call.span, message: `reaches \`${call.name}\`` }
  const given =
    entry?.gives === undefined ? [] : [{ path, span, message: `given to \`${entry.gives}\`, which calls it` }]
  analysis.report({ rule, path, span, message, steps: [...given, ...steps, last] })
}

function touches(trace: Trace, path: string): boolean {
  for (let step: Trace | null = trace; step; step = step.before) if (step.path === path) return true
  return false
}

/** Tells of a constant that should not stand where it does. */
export function checkConstant(
  check: CallModel['checks'][number],
  value: Value,
  call: CallInstruction,
  frame: Frame,
): void {
  const info = frame.analysis.models.rules.get(check.rule)
  // In another file it is found when that one is diagnosed.
  if (!info || frame.entry || value.constant === undefined || !check.matches.test(String(value.constant))) return
  const message = info.message.replaceAll('{value}', String(value.constant)).replaceAll('{name}', call.name)
  frame.analysis.report({ rule: check.rule, ...placeOf(call.span, frame), message, steps: [] })
}

/** A finding stands in the file that is diagnosed: at the call that leads to it where it is found in another. */
function placeOf(span: Span, frame: Frame): { path: string; span: Span } {
  const { start, end } = frame.entry ?? span
  return { path: frame.analysis.unit.path, span: { start, end } }
}

function stepsOf(trace: Trace): Omit<Trace, 'before'>[] {
  const steps: Omit<Trace, 'before'>[] = []
  for (let step: Trace | null = trace; step; step = step.before) {
    const { path, span, message } = step
    steps.push({ path, span, message })
  }
  steps.reverse()
  // The beginning says where it comes from, the end how it gets there.
  return steps.length <= mostSteps ? steps : [...steps.slice(0, 4), ...steps.slice(4 - mostSteps)]
}
