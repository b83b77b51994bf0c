import type { Subject } from '../subject.ts'

/** A file for tests that read no tree of it. */
export function subjectOf(text: string, languageId: string, path = '/project/file'): Subject {
  const before = (offset: number): string => text.slice(0, offset)
  return {
    path,
    languageId,
    text,
    grammarName: null,
    syntax: null,
    openGrammar: () => Promise.reject(new Error('There is no grammar here.')),
    dependencies: new Map(),
    positionAt: offset => ({
      line: before(offset).split('\n').length - 1,
      character: offset - (before(offset).lastIndexOf('\n') + 1),
    }),
    offsetAt: ({ line, character }) =>
      text.split('\n').slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character,
  }
}
