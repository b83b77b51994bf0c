import { openGrammars } from '../../../syntax/open-grammars.ts'
import { openSubject } from '../../subject.ts'
import { syntaxFinder } from '../syntax-finder.ts'

const open = openGrammars({})

/** Expects one fault of syntax, at the mark `‸`. For tests. */
export async function expectFault(languageId: string, message: string, marked: string, path = '/a'): Promise<void> {
  const text = marked.replace('‸', '')
  const told = (await faultsIn(languageId, text, path)).map(
    ([told, at]) => [told, `${text.slice(0, at)}‸${text.slice(at)}`] as const,
  )
  expect(told).toEqual([[message, marked]])
}

/** Expects that nothing is said of the syntax of a text. For tests. */
export async function expectAccepted(languageId: string, text: string, path = '/a'): Promise<void> {
  expect(await faultsIn(languageId, text, path)).toEqual([])
}

async function faultsIn(languageId: string, text: string, path: string): Promise<[message: string, at: number][]> {
  const subject = await openSubject({ path, languageId, text }, open)
  try {
    const findings = await syntaxFinder.find(subject)
    return findings.map(({ message, range }) => [message, subject.offsetAt(range.start)])
  } finally {
    subject.close()
  }
}
