import type { InlineCompletionItem, Position } from 'vscode-languageserver-protocol'
import type { Editor } from '../src/editor.ts'
import type { Home } from '../src/home.ts'
import type { OpenDocument } from '../src/open-document.ts'
import type { NumberedAnswers } from './numbered-answers.ts'
import type { Random } from './random.ts'

/** Somebody who edits some documents at random, as fast as an editor passes it on, and looks at what is shown. */
export interface Typist {
  /** One edit, most times followed by a question, whose answer may be waited for, overtaken or cancelled. */
  edit(): Promise<void>
  /** Resolves when every question has been answered. */
  settled(): Promise<void>
  shown: number
  /** What was shown and does not go on with the text that stood there, in words. */
  wrong: string[]
}

export interface TypistOptions {
  editor: Editor
  home: Pick<Home, 'uri'>
  answers: NumberedAnswers
  random: Random
}

interface Page {
  document: OpenDocument
  text: string
  offset: number
}

const files = [
  { name: 'a.ts', languageId: 'typescript' },
  { name: 'b.py', languageId: 'python' },
  { name: 'c.go', languageId: 'go' },
  { name: 'd.java', languageId: 'java' },
] as const
const pieces = ['a', 'total', ' = ', '(', ')', '{', '}', '\n', '\n  ', ';', '.', ', ', '"', ' ', 'é', '😀'] as const
const block = 'function step(alpha) {\n  const total = alpha + 1\n  return total\n}\n\n'
/** Longer documents are cut back, so that memory has no reason to grow. */
const mostCharacters = 12_000

/** Opens the documents. The server is told of every edit before the next one is made. */
export async function createTypist({ editor, home, answers, random }: TypistOptions): Promise<Typist> {
  const open = async ({ name, languageId }: (typeof files)[number]): Promise<Page> => {
    const text = block.repeat(20)
    const document = await editor.open(home.uri(name), text, languageId)
    document.position = positionAt(text, text.length)
    return { document, text, offset: text.length }
  }
  const pages = await Promise.all(files.map(open))
  const asking = new Set<Promise<void>>()
  let page = pages[0] as Page

  async function replace(start: number, end: number, insert: string): Promise<void> {
    const { document, text } = page
    const range = { start: positionAt(text, start), end: positionAt(text, end) }
    page.text = text.slice(0, start) + insert + text.slice(end)
    page.offset = start + insert.length
    document.position = positionAt(page.text, page.offset)
    await document.replace(range, insert)
  }

  /** A place that is not inside a character. */
  function anywhere(): number {
    const at = random.below(page.text.length + 1)
    return /[\udc00-\udfff]/.test(page.text.charAt(at)) ? at - 1 : at
  }

  async function change(): Promise<void> {
    const { offset, text } = page
    const kind = random.below(20)
    if (text.length > mostCharacters) await replace(lineStart(text, 2000), lineStart(text, 8000), '')
    else if (kind < 12) await replace(offset, offset, random.among(pieces))
    else if (kind < 15) await replace(Math.max(0, lineStart(text, offset - 1)), offset, '')
    else if (kind < 17) {
      const at = anywhere()
      await replace(at, at, random.among(pieces))
    } else if (kind < 18) {
      const start = lineStart(text, anywhere())
      await replace(start, Math.max(start, lineStart(text, start + 200)), '')
    } else if (kind < 19) await replace(lineStart(text, offset), lineStart(text, offset), block)
    else await turnTo(random.below(pages.length))
  }

  /** Another document, which now and then has been closed meanwhile. */
  async function turnTo(index: number): Promise<void> {
    page = pages[index] ?? page
    const file = files[index]
    if (!file || !random.percent(20)) return
    await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri: page.document.uri } })
    page = await open(file)
    pages[index] = page
  }

  async function ask(): Promise<void> {
    const { document, text, offset } = page
    const cancel = new AbortController()
    const answer = document
      .inline({ signal: cancel.signal, invoked: random.percent(5) })
      .then(items => {
        if (page.text === text) typist.shown += items.length
        for (const item of items) check(item, text, offset)
      })
      .catch(() => undefined)
      .finally(() => asking.delete(answer))
    asking.add(answer)
    if (random.percent(30)) cancel.abort()
    else if (random.percent(60)) await answer
  }

  function check({ insertText, range }: InlineCompletionItem, text: string, offset: number): void {
    const insert = typeof insertText === 'string' ? insertText : insertText.value
    const start = range ? offsetAt(text, range.start) : offset
    const end = range ? offsetAt(text, range.end) : offset
    const isInLine = start <= offset && offset <= end && !text.slice(start, end).includes('\n')
    const isKept = insert.startsWith(text.slice(start, offset))
    if (isInLine && isKept && answers.continues(text.slice(0, start) + insert)) return
    typist.wrong.push(JSON.stringify({ before: text.slice(Math.max(0, offset - 80), offset), insert, range }))
  }

  const typist: Typist = {
    shown: 0,
    wrong: [],
    async edit() {
      await change()
      if (random.percent(60)) await ask()
      if (random.percent(1)) await page.document.save()
    },
    async settled() {
      await Promise.all(asking)
    },
  }
  return typist
}

function lineStart(text: string, offset: number): number {
  // Searching backwards from before the beginning would find a line break at the beginning all the same.
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
}

function offsetAt(text: string, { line, character }: Position): number {
  const before = text.split('\n').slice(0, line)
  return before.reduce((sum, content) => sum + content.length + 1, 0) + character
}
