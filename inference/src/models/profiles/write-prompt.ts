import { asComment } from './comment-syntax.ts'
import { fitParts } from './fit-parts.ts'
import { halfWordAtEnd } from './half-word.ts'
import { anchorAtLine, type AnchoredParts } from './line-anchor.ts'
import { specialMarks, type FilePiece, type Profile } from './profile.ts'

export interface PromptParts {
  prefix: string
  suffix: string
  context: { path: string; text: string }[]
  path?: string | undefined
  language?: string | undefined
}

/**
 * `heldBack` stands before the cursor but not in the prompt. Where it `isRequired` only an answer that begins with it
 * continues the document, elsewhere an answer may.
 */
export type WrittenPrompt =
  | { layout: 'text'; prompt: string; heldBack: string; isRequired: boolean }
  | { layout: 'chat'; messages: { role: 'system' | 'user'; content: string }[] }

/** Where the cursor stands in the message to a model that only answers messages. */
const hole = '<CURSOR>'

/**
 * The prompt in the format of the model's family. Pure, and stable: what comes first in the parts comes first in the
 * prompt, so that an engine finds it in its cache. Marks of the model that happen to stand in the user's own code are
 * broken by a space (`< |fim_middle|>`): left whole they would act as marks, removed or made invisible they would change
 * code that the model is meant to continue.
 */
export function writePrompt(profile: Profile, parts: PromptParts, limits?: { promptTokens: number }): WrittenPrompt {
  const harmless = (text: string): string => breakMarks(text, [...specialMarks(profile), hole])
  const fitted = limits ? fitParts(parts, limits.promptTokens) : parts
  const safe: PromptParts = {
    ...fitted,
    prefix: harmless(fitted.prefix),
    suffix: harmless(fitted.suffix),
    context: fitted.context.map(({ path, text }) => ({ path: harmless(path), text: harmless(text) })),
    path: fitted.path === undefined ? undefined : harmless(fitted.path),
  }
  if (profile.layout === 'chat') return { layout: 'chat', messages: askInWords(safe) }
  const { prefix, typed, heldBack } = divide(profile, safe)
  const isRequired = profile.holdsBackHalfWords && heldBack !== ''
  return { layout: 'text', prompt: fill(profile, { ...safe, prefix }, typed), heldBack, isRequired }
}

function divide(
  { template, layout, holdsBackHalfWords }: Profile,
  { prefix, suffix }: Pick<PromptParts, 'prefix' | 'suffix'>,
): AnchoredParts {
  if (template.some(piece => 'slot' in piece && piece.slot === 'typed'))
    return anchorAtLine(prefix, suffix, holdsBackHalfWords)
  // Fill-in-the-middle models have seen holes at any place; the others only ever whole words, and no space without one.
  const heldBack = holdsBackHalfWords ? halfWordAtEnd(prefix) : layout === 'plain' ? blanksAtEnd(prefix) : ''
  // An engine needs something to go on from.
  if (heldBack === prefix) return { prefix, typed: '', heldBack: '' }
  return { prefix: prefix.slice(0, prefix.length - heldBack.length), typed: '', heldBack }
}

function blanksAtEnd(text: string): string {
  return /[ \t]*$/.exec(text)?.[0] ?? ''
}

function fill(profile: Profile, parts: PromptParts, typed: string): string {
  return profile.template
    .map(piece => {
      if ('mark' in piece) return piece.mark
      if ('text' in piece) return piece.text
      switch (piece.slot) {
        case 'prefix':
          return parts.prefix
        case 'suffix':
          return parts.suffix
        case 'typed':
          return typed
        case 'context':
          return writeContext(profile, parts)
        case 'document':
          return writeDocumentHead(profile, parts)
      }
    })
    .join('')
}

function writeContext({ context: format }: Profile, { context, path, language }: PromptParts): string {
  if (context.length === 0) return ''
  switch (format.style) {
    case 'none':
      return ''
    case 'comments':
      return [
        ...context.map(file => asComment(`Path: ${file.path}\n${file.text}`, language)),
        path === undefined ? '' : asComment(`Path: ${path}`, language),
      ].join('')
    case 'files':
      return [
        fillFile(format.start, { path: '', text: '' }),
        ...context.map(file => fillFile(format.file, file)),
        fillFile(format.end, { path: '', text: '' }),
      ].join('')
  }
}

function writeDocumentHead({ context: format }: Profile, { context, path }: PromptParts): string {
  if (format.style !== 'files') return ''
  if (context.length === 0 && !(format.documentAlways && path !== undefined)) return ''
  return fillFile(format.document, { path: path ?? 'untitled', text: '' })
}

function fillFile(pieces: FilePiece[], file: { path: string; text: string }): string {
  return pieces.map(piece => ('mark' in piece ? piece.mark : 'text' in piece ? piece.text : file[piece.slot])).join('')
}

function askInWords({
  prefix,
  suffix,
  context,
  path,
  language,
}: PromptParts): { role: 'system' | 'user'; content: string }[] {
  const files = context.map(file => `File ${file.path}:\n${file.text.trimEnd()}\n\n`).join('')
  const name = [language, path ? `file ${path}` : 'file'].filter(Boolean).join(' ')
  return [
    {
      role: 'system',
      content: `You complete code while it is typed. Answer with exactly the text that belongs at ${hole}: no explanation, no code fence, nothing that already stands before or after it.`,
    },
    { role: 'user', content: `${files}Complete this ${name} at ${hole}:\n${prefix}${hole}${suffix}` },
  ]
}

function breakMarks(text: string, marks: string[]): string {
  let harmless = text
  for (const mark of marks) {
    if (harmless.includes(mark)) harmless = harmless.replaceAll(mark, `${mark.slice(0, 1)} ${mark.slice(1)}`)
  }
  return harmless
}
