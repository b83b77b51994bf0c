import path from 'node:path'
import type * as z from 'zod'
import { isIn, realPath } from './folders.ts'
import {
  casesFileSchema,
  projectFileSchema,
  ruleFileSchema,
  utilityFileSchema,
  type RuleCases,
  type RuleFile,
  type UtilityFile,
} from './rule-file.ts'
import { ruleLanguageOf, type RuleLanguage } from './rule-languages.ts'
import { readYamlFile, readYamlFolder, type Problem, type ReadYaml, type YamlFile } from './yaml-documents.ts'

/** A rule that has been read, and what belongs to it. */
export interface Rule extends RuleFile {
  /** The file that it stands in. */
  path: string
  /** At least one. */
  ruleLanguages: readonly [RuleLanguage, ...RuleLanguage[]]
  /** Matchers of its folder that it may call by their id. */
  utilities: readonly UtilityFile[]
  /** `files` and `ignores` are relative to this folder too; null where only the folders of the workspace count. */
  base: string | null
}

/** All that stands in a folder of rules. */
export interface RuleSet {
  rules: Rule[]
  cases: (RuleCases & { path: string })[]
  problems: Problem[]
}

/** Reads a folder of rules: a project of ast-grep's with its `sgconfig.yml`, or any folder with YAML files in it. */
export function readRuleFolder(folder: string): RuleSet {
  const project = readProject(folder)
  if (project === null) {
    const above = projectAbove(folder)
    return above
      ? ruleSetOf(readYamlFolder(folder), above.root, above.utilities)
      : ruleSetOf(readYamlFolder(folder), null)
  }
  const { ruleDirs, utilDirs, testConfigs } = project
  return ruleSetOf(
    joined([...ruleDirs, ...testConfigs.map(({ testDir }) => testDir)].map(part => readInside(folder, part))),
    folder,
    joined(utilDirs.map(part => readInside(folder, part))),
  )
}

/** The project that a folder holds the rules of: they may call its utilities, and have their globs from its folder on. */
function projectAbove(folder: string): { root: string; utilities: ReadYaml } | null {
  for (let root = path.dirname(folder), below = folder; root !== below; below = root, root = path.dirname(root)) {
    const project = readProject(root)
    if (project === null) continue
    if (!project.ruleDirs.some(part => isIn(path.resolve(root, part), folder))) return null
    return { root, utilities: joined(project.utilDirs.map(part => readInside(root, part))) }
  }
  return null
}

/** What a project names may come from anybody: nothing is read that lies elsewhere, also where a link leads there. */
function readInside(root: string, part: string): ReadYaml {
  const folder = path.resolve(root, part)
  if (isIn(root, folder) && isIn(realPath(root), realPath(folder))) return readYamlFolder(folder)
  return { files: [], problems: [{ file: root, reason: `The folder ${part} lies outside of it, and is not read.` }] }
}

/** Sorts what YAML files hold into rules and cases. What is neither is named. */
export function ruleSetOf(
  { files, problems }: ReadYaml,
  base: string | null,
  utilityFiles: ReadYaml = { files: [], problems: [] },
): RuleSet {
  const set: RuleSet = { rules: [], cases: [], problems: [...problems, ...utilityFiles.problems] }
  const utilities = utilityFiles.files.flatMap(file =>
    parsed(file, utilityFileSchema, set.problems).map(({ value }) => value),
  )
  for (const file of files) addFile(file, set, utilities, base)
  return withoutDoubles(set)
}

function addFile(file: YamlFile, set: RuleSet, utilities: readonly UtilityFile[], base: string | null): void {
  const isCases = (document: unknown): boolean =>
    typeof document === 'object' &&
    document !== null &&
    !('rule' in document) &&
    ('valid' in document || 'invalid' in document)
  // What `ast-grep test` writes beside its cases.
  if (file.path.includes('/__snapshots__/')) return
  const cases = { ...file, documents: file.documents.filter(isCases) }
  const rules = { ...file, documents: file.documents.filter(document => !isCases(document)) }
  for (const { value } of parsed(cases, casesFileSchema, set.problems)) set.cases.push({ ...value, path: file.path })
  for (const { value, label } of parsed(rules, ruleFileSchema, set.problems)) {
    const names = value.metadata?.languages ?? [value.language]
    const known = names.map(ruleLanguageOf).filter(language => language !== null)
    const [first, ...rest] = known
    if (first === undefined || known.length < names.length) {
      const unknown = names.filter(name => ruleLanguageOf(name) === null)
      set.problems.push({ file: label, reason: `There is no grammar for ${unknown.join(', ')}.`, isUnsupported: true })
      continue
    }
    const own = utilities.filter(utility => known.includes(ruleLanguageOf(utility.language) ?? first))
    set.rules.push({ ...value, path: file.path, ruleLanguages: [first, ...rest], utilities: own, base })
  }
}

/** The documents of a file that are what they should be; the others are named with what is wrong. */
function parsed<Schema extends z.ZodType>(
  { path: file, documents }: YamlFile,
  schema: Schema,
  problems: Problem[],
): { value: z.output<Schema>; label: string }[] {
  return documents.flatMap((document, index) => {
    const label = documents.length > 1 ? `${file} (document ${index + 1})` : file
    const { data, error } = schema.safeParse(document)
    if (error === undefined) return [{ value: data, label }]
    const [issue] = error.issues
    const where = issue && issue.path.length > 0 ? `\`${issue.path.join('.')}\`: ` : ''
    const what = issue?.message.endsWith('received undefined') ? 'It is missing' : (issue?.message ?? 'It is no rule')
    problems.push({ file: label, reason: `${where}${what}.` })
    return []
  })
}

function readProject(folder: string): z.infer<typeof projectFileSchema> | null {
  const read: ReadYaml = { files: [], problems: [] }
  for (const name of ['sgconfig.yml', 'sgconfig.yaml']) {
    readYamlFile(path.join(folder, name), read)
    const [document] = read.files[0]?.documents ?? []
    const project = projectFileSchema.safeParse(document)
    if (document !== undefined && project.success) return project.data
  }
  return null
}

/** The first rule of a name counts. */
function withoutDoubles(set: RuleSet): RuleSet {
  const seen = new Map<string, Rule>()
  for (const rule of set.rules) {
    const first = seen.get(rule.id)
    if (first === undefined) seen.set(rule.id, rule)
    else set.problems.push({ file: rule.path, reason: `The rule ${rule.id} stands in ${first.path} already.` })
  }
  return { ...set, rules: [...seen.values()] }
}

function joined(parts: ReadYaml[]): ReadYaml {
  return { files: parts.flatMap(({ files }) => files), problems: parts.flatMap(({ problems }) => problems) }
}
