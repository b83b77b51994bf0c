import path from 'node:path'
import { pathToFileURL } from 'node:url'

/** The names of files on either side: a page knows nothing of this computer's folders. */
export interface Uris {
  /** What the language server calls a file of the samples; null for whatever else a page names. */
  toServer(uri: string): string | null
  /** The same value with the page's names, in it and in all that it holds. Other files of this computer become nameless. */
  toPage(value: unknown): unknown
}

/** Scheme of the page's names, as in `playground:/python-shop/app.py`. */
export const scheme = 'playground:'

/**
 * The samples are all there is. A page's name for a file has to be exactly one of theirs: that leaves nothing to be said
 * about `..`, encoded dots, other schemes or links.
 */
export function createUris(root: string, paths: Iterable<string>): Uris {
  const rootUri = pathToFileURL(root).href
  const known = new Map(
    [...paths].map(name => [`${scheme}/${name}`, pathToFileURL(path.join(root, ...name.split('/'))).href]),
  )

  function textToPage(text: string): string {
    const named = text.replaceAll(rootUri, scheme).replaceAll(root, '')
    return /^file:/i.test(named) ? '' : named
  }

  function toPage(value: unknown): unknown {
    if (typeof value === 'string') return textToPage(value)
    if (Array.isArray(value)) return value.map(toPage)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [textToPage(key), toPage(inner)]))
  }

  return { toServer: uri => known.get(uri) ?? null, toPage }
}
