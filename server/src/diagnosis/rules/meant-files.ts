import picomatch from 'picomatch'
import type { Rule } from './rule-set.ts'

/**
 * Whether a rule is meant for a file, by its `files` and `ignores`: globs relative to the folder of its project or to a folder
 * of the workspace. As in ast-grep a star goes across slashes.
 */
export function createIsMeant(rule: Rule, roots: readonly string[]): (path: string) => boolean {
  const { files, ignores, base } = rule
  if (files === undefined && ignores === undefined) return () => true
  const folders = (base === null ? roots : [...roots, base]).map(
    folder => `${folder.replaceAll('\\', '/').replace(/\/+$/, '')}/`,
  )
  const isIn = files && matcher(files)
  const isOut = ignores && matcher(ignores)
  return path => {
    const names = folders.filter(folder => path.startsWith(folder)).map(folder => path.slice(folder.length))
    if (names.length === 0) names.push(path.replace(/^\/+/, ''))
    return (isIn === undefined || names.some(isIn)) && !(isOut !== undefined && names.some(isOut))
  }
}

function matcher(globs: readonly string[]): (name: string) => boolean {
  const matches = picomatch(
    globs.map(glob => glob.replace(/^\.\//, '')),
    { bash: true, dot: true },
  )
  return name => matches(name)
}
