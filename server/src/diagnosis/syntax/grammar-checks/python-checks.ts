import type { SyntaxNode } from '../../../syntax/tree.ts'
import type { Fault } from '../faults.ts'
import { descend } from './descent.ts'
import { formFault, formTypes } from './python-forms.ts'
import { layoutFaults } from './python-layout.ts'
import { argumentFault, parameterFault } from './python-lists.ts'
import { aroundTypes, misplaced, placedTypes } from './python-places.ts'

const types = [
  ...new Set([...formTypes, ...placedTypes, ...aroundTypes, 'argument_list', 'lambda_parameters', 'parameters']),
]

/** What Python does not take although its grammar reads it. */
export function checkPython(text: string, root: SyntaxNode, path: string): Fault[] {
  const layout = layoutFaults(text, root)
  // Where blocks are not what they were meant to be, nothing stands where it should.
  if (layout.length > 0) return layout
  // In the cells of a notebook something runs already that `await` can wait for.
  const hasOpenLoop = path.endsWith('.ipynb') || /^# ?%%/m.test(text)
  const faults: Fault[] = []
  const add = (message: string, start: number, end: number): void => {
    faults.push({ message, at: { start, end }, fix: null })
  }
  for (const within of descend(root, types)) {
    const { node } = within
    const inList = /parameters$/.test(node.type)
      ? parameterFault(node)
      : node.type === 'argument_list'
        ? argumentFault(node)
        : null
    if (inList) add(inList.message, inList.node.startIndex, inList.node.endIndex)
    const form = formFault(node)
    if (form) add(form.message, form.start, form.end)
    const place = misplaced(within, hasOpenLoop)
    if (place !== null) add(place, node.startIndex, endOfFirstWord(node))
  }
  return faults
}

/** Where the word ends that a statement begins with. */
function endOfFirstWord({ startIndex, children, endIndex }: SyntaxNode): number {
  return children[0]?.endIndex ?? Math.min(endIndex, startIndex + 8)
}
