import type { SourceFile } from './imports.ts'

/** Layers of the language server, top first; a file imports its own layer and those below. */
const serverLayers = [
  ['main', 'main-background', 'main-diagnosis', 'main-lsp', 'program', 'commands'],
  ['server', 'lsp'],
  ['features'],
  ['completion', 'diagnosis', 'testing', 'chat'],
  ['background'],
  ['context'],
  ['workspace-index'],
  ['safety', 'events'],
  ['syntax', 'gateway'],
]
/** Beside each other in one layer, these may be used by these. */
const sideways: Record<string, string[]> = {
  chat: ['diagnosis', 'testing'],
  server: ['lsp'],
  main: ['program', 'commands'],
  'main-lsp': ['commands'],
  program: ['commands'],
  commands: ['program'],
}
/** Features need the one request wrapper, the positions and the progress that stand in `lsp`. */
const downToUp: Record<string, string[]> = { features: ['lsp'] }
const forAll = new Set(['config', 'errors', 'protocol'])
/** What of the gateway the server may see; each is an entry in `exports` of its package. */
const gatewayDoors = new Set([
  '@wayline/inference/api',
  '@wayline/inference/api/dispatcher',
  '@wayline/inference/gateway',
])
const mayKnowProtocol = new Set(['features', 'lsp', 'server'])

/** Sentences that name every import the architecture does not allow. */
export function forbiddenImports(files: SourceFile[]): string[] {
  return files.flatMap(file =>
    file.imports
      .filter(imported => !isAllowed(file.path, imported))
      .map(imported => `${file.path} must not import ${imported}`),
  )
}

function isAllowed(from: string, to: string): boolean {
  const [fromPackage, , fromPart] = split(from)
  // The page in the browser is a client: it shares nothing with the gateway that serves it.
  if (isPage(from)) return isPage(to) || mayPageImport.test(to)
  if (isPage(to)) return fromPackage === 'tests'
  if (/^vscode-(languageserver|jsonrpc)/.test(to)) {
    // Text documents without a protocol around them are a package of their own.
    if (to === 'vscode-languageserver-textdocument') return fromPackage !== 'inference'
    if (fromPackage === 'tests' || fromPackage === 'clients') return true
    return fromPackage === 'server' && mayKnowProtocol.has(fromPart)
  }
  if (to.startsWith('@wayline/')) return isDoor(fromPackage, to)
  if (!/^(server|inference|tests|clients)\//.test(to)) return true
  const [toPackage, , toPart] = split(to)
  if (fromPackage === 'tests') return true
  if (fromPackage !== toPackage) return false
  // A package may know its own version.
  if (to === `${fromPackage}/package.json`) return true
  return fromPackage !== 'server' || isDownwards(fromPart, toPart)
}

const mayPageImport = /^(monaco-editor|vscode-jsonrpc|vscode-languageserver-types)(\/|$)/

function isPage(file: string): boolean {
  return file.startsWith('inference/playground/')
}

function isDoor(fromPackage: string, to: string): boolean {
  switch (fromPackage) {
    case 'tests':
      return true
    case 'clients':
      return to === '@wayline/server/protocol'
    case 'server':
      return gatewayDoors.has(to)
    default:
      return false
  }
}

function isDownwards(from: string, to: string): boolean {
  if (from === to || forAll.has(to)) return true
  if (sideways[from]?.includes(to) || downToUp[from]?.includes(to)) return true
  return layerOf(from) < layerOf(to)
}

/** Files that are for all stand below everything, so that they import nothing of ours but each other. */
function layerOf(part: string): number {
  const layer = serverLayers.findIndex(parts => parts.includes(part))
  return layer >= 0 ? layer : serverLayers.length
}

/** `server/src/lsp/handler.ts` is of the package `server` and the part `lsp`; `server/src/config.ts` of the part `config`. */
function split(file: string): [string, string, string] {
  const [packageName = '', source = '', part = ''] = file.split('/')
  return [packageName, source, part.replace(/\.ts$/, '')]
}
