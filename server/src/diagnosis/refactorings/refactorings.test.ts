import fs from 'node:fs'
import path from 'node:path'
import { openGrammars } from '../../syntax/open-grammars.ts'
import { applyFix } from '../fixes/apply-fix.ts'
import { lineStarts } from '../subject.ts'
import { refactoringsAt } from './refactorings-at.ts'

const open = openGrammars({})
const folder = path.join(__dirname, '__fixtures__')
const languages: [string, string][] = [
  ['python', 'python.txt'],
  ['javascript', 'javascript.txt'],
  ['typescript', 'typescript.txt'],
  ['java', 'java.txt'],
  ['go', 'go.txt'],
]

interface Case {
  name: string
  text: string
  start: number
  end: number
}

/** Each case has a name and a program; what stands between « and », or a | behind a word, is the selection. */
function casesIn(file: string): Case[] {
  const [, ...parts] = fs.readFileSync(path.join(folder, file), 'utf8').split(/^=== /m)
  return parts.map(part => {
    const [name = '', ...lines] = part.split('\n')
    const marked = lines.join('\n')
    const start = marked.search(/«|\|(?!\|)(?<!\|\|)/)
    const end = marked.indexOf('»')
    const text = end < 0 ? marked.slice(0, start) + marked.slice(start + 1) : marked.replace('«', '').replace('»', '')
    return { name, text, start, end: end < 0 ? start : end - 1 }
  })
}

/** Every program that is offered for a selection. */
async function offers(
  { text, start, end }: Case,
  languageId: string,
): Promise<{ title: string; text: string | null }[]> {
  const starts = lineStarts(text)
  const positionAt = (offset: number): { line: number; character: number } => {
    const line = starts.findLastIndex(at => at <= offset)
    return { line, character: offset - (starts[line] ?? 0) }
  }
  const range = { start: positionAt(start), end: positionAt(end) }
  const found = await refactoringsAt({ path: '/a', languageId, text }, range, open)
  return found.map(({ title, edits }) => ({ title, text: applyFix(text, { title, edits }) }))
}

describe.each(languages)('Refactorings of %s', (languageId, file) => {
  const cases = casesIn(file)

  test.each(cases.filter(({ name }) => !name.startsWith('not: ')))('$name', async one => {
    const found = await offers(one, languageId)
    expect(found).not.toEqual([])
    expect(found.map(({ title, text }) => `${title}\n\n${text ?? ''}`).join('\n----\n')).toMatchSnapshot()
  })

  test.each(cases.filter(({ name }) => name.startsWith('not: ')))('$name', async one => {
    expect(await offers(one, languageId)).toEqual([])
  })
})
