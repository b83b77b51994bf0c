import path from 'node:path'
import picomatch from 'picomatch'
import type { Rule } from './rule-set.ts'

/**
 * Whether a rule is meant for a file, by its `files` and `ignores`: globs relative to the folder of its project, as in ast-grep,
 * or, for files elsewhere and rules of no project, to a folder of the workspace. As in ast-grep a star goes across slashes.
 */
export function createIsMeant(rule: Rule, roots: readonly string[]): (path: string) => boolean {
  const { files, ignores, base } = rule
  if (files === undefined && ignores === undefined) return () => true
  const slashed = (folder: string): string => `${folder.replaceAll(path.sep, '/').replace(/\/+$/, '')}/`
  const project = base === null ? null : slashed(base)
  const folders = roots.map(slashed)
  const isIn = files && matcher(files)
  const isOut = ignores && matcher(ignores)
  return file => {
    const from = project !== null && file.startsWith(project) ? [project] : folders
    const names = from.filter(folder => file.startsWith(folder)).map(folder => file.slice(folder.length))
    if (names.length === 0) names.push(file.replace(/^\/+/, ''))
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
