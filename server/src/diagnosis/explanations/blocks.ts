/** A piece of text for people, before it is known how an editor shows it. Text from elsewhere is nothing but text: it makes no link, picture or HTML. */
export type Block =
  | { kind: 'title'; text: string }
  /** What stands between backticks is code. */
  | { kind: 'prose'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'code'; text: string; languageId: string }

export function toMarkdown(blocks: readonly Block[]): string {
  return blocks.map(markdownOf).join('\n\n')
}

export function toPlainText(blocks: readonly Block[]): string {
  return blocks
    .map(block => (block.kind === 'list' ? block.items.map(item => `- ${oneLine(item)}`).join('\n') : block.text))
    .join('\n\n')
}

function markdownOf(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `**${inline(oneLine(block.text))}**`
    case 'prose':
      return prose(block.text)
    case 'list':
      return block.items.map(item => `- ${inline(oneLine(item))}`).join('\n')
    case 'code': {
      const fence = fenceFor(block.text)
      return `${fence}${block.languageId.replaceAll(/[^\w+#.-]/g, '')}\n${block.text}\n${fence}`
    }
  }
}

/** Fenced code stays code, paragraphs stay paragraphs, and lines that begin a list stay such. */
function prose(text: string): string {
  return text
    .replaceAll('\r', '')
    .split(/^([ \t]*```[^\n]*\n[\s\S]*?\n[ \t]*```)[ \t]*$/m)
    .map(part => {
      const fenced = /^[ \t]*```([^\n]*)\n([\s\S]*)\n[ \t]*```$/.exec(part)
      if (fenced)
        return `\n${markdownOf({ kind: 'code', text: fenced[2] ?? '', languageId: fenced[1]?.trim() ?? '' })}\n`
      return part.split('\n').map(line).join('\n')
    })
    .join('')
    .trim()
}

function line(text: string): string {
  const [, mark = '', rest = text] = /^\s*([-*]|\d{1,3}\.)[ \t]+(.*)$/.exec(text) ?? []
  if (mark === '') return inline(text.trim())
  return `${/\d/.test(mark) ? mark : '-'} ${inline(rest)}`
}

function inline(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part, at) => (at % 2 === 1 ? part : escaped(part)))
    .join('')
}

/**
 * Every mark of Markdown, of HTML, and of what renderers make links of by themselves. A colon before a blank begins no link, and stays: lsp-mode
 * shows entities as they are written.
 */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]()#+.!|~=-]/g, mark => `\\${mark}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/:(?=\S)/g, '&#58;')
    .replaceAll('@', '&#64;')
}

function fenceFor(text: string): string {
  return '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)))
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim()
}
