import { element } from './element.ts'

/**
 * Shows the Markdown of our language server's explanations: titles, paragraphs, lists, code. It makes elements and never HTML, so whatever
 * a model or a file has put into it stays text.
 */
export function shown(markdown: string): HTMLElement {
  const whole = element('div', { class: 'markdown' })
  const lines = markdown.split('\n')
  let paragraph: string[] = []
  let list: HTMLElement | null = null

  function flush(): void {
    if (paragraph.length > 0) whole.append(element('p', {}, ...inline(paragraph.join(' '))))
    paragraph = []
    list = null
  }

  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const fence = /^\s*(`{3,})/.exec(line)?.[1]
    const title = /^(#{1,4})\s+(.*)/.exec(line)
    const item = /^\s*(?:[-*]|\d+\.)\s+(.*)/.exec(line)
    if (fence !== undefined) {
      flush()
      const end = lines.findIndex((other, index) => index > at && other.trimStart().startsWith(fence))
      const last = end < 0 ? lines.length : end
      whole.append(element('pre', { tabindex: '0' }, element('code', {}, lines.slice(at + 1, last).join('\n'))))
      at = last
    } else if (title) {
      flush()
      whole.append(element('h3', {}, ...inline(title[2] ?? '')))
    } else if (item) {
      if (paragraph.length > 0) flush()
      if (!list) {
        list = element(/^\s*\d/.test(line) ? 'ol' : 'ul')
        whole.append(list)
      }
      list.append(element('li', {}, ...inline(item[1] ?? '')))
    } else if (line.trim() === '') flush()
    else paragraph.push(line.trim())
  }
  flush()
  return whole
}

/** Code and bold text; of a link its words. */
export function inline(text: string): (Node | string)[] {
  return text.split(/(`+[^`]+`+|\*\*[^*]+\*\*|\[[^\]]*\]\([^)]*\))/).map(part => {
    const code = /^`+([^`]+)`+$/.exec(part)?.[1]
    if (code !== undefined) return element('code', {}, code)
    const bold = /^\*\*([^*]+)\*\*$/.exec(part)?.[1]
    if (bold !== undefined) return element('strong', {}, unescaped(bold))
    const link = /^\[([^\]]*)\]\([^)]*\)$/.exec(part)?.[1]
    return unescaped(link ?? part)
  })
}

function unescaped(text: string): string {
  return text.replace(/\\([\\`*_{}[\]()#+\-.!<>|~])/g, '$1')
}
