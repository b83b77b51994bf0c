import path from 'node:path'

/** Where the module stands that a file of the workspace imports, as it names it: an absolute path; null for what is none of the workspace. */
export function moduleAt(specifier: string, file: string): string | null {
  if (!/^\.\.?(\/|$)/.test(specifier)) return null
  return path.posix.join(path.posix.dirname(file), specifier).replace(/(?<=.)\/$/, '')
}

const endings = ['.ts', '.tsx', '.mts', '.cts']
const scriptEndings = ['.js', '.jsx', '.mjs', '.cjs']
/** What is written for a file of TypeScript: the name that it has when it has been compiled. */
const compiled: Record<string, readonly string[]> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
}

/** The files that a module may be, the likeliest first. */
export function candidatesOf(module: string, isFromScript: boolean): string[] {
  const ending = path.posix.extname(module)
  if (endings.includes(ending)) return [module]
  const bare = module.slice(0, module.length - ending.length)
  const sources = compiled[ending]
  if (sources) {
    const written = sources.map(one => `${bare}${one}`)
    return isFromScript ? [module, ...written] : [...written, module]
  }
  const all = isFromScript ? [...scriptEndings, ...endings] : [...endings, ...scriptEndings]
  return [...all.map(one => `${module}${one}`), ...all.map(one => `${module}/index${one}`)]
}
