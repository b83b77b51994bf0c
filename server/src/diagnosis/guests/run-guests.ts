import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { slashed } from '../../workspace-index/list-files.ts'
import type { Finding } from '../finding.ts'
import { harmless } from '../output/excerpt.ts'
import { readFromDisk, sourceIn } from '../run/read-source.ts'
import type { SourceText } from '../subject.ts'
import { findProjects, isIn } from './find-projects.ts'
import type { Guest, GuestFinding, GuestProject } from './guest.ts'
import { temporaryFolder } from './javac.ts'
import { placeInText } from './place-in-text.ts'
import { createPrograms } from './programs.ts'
import { runProgram, type Ran } from './run-program.ts'

export interface RunGuestsOptions {
  /** Absolute. */
  folder: string
  /** Every file of the folder: where files are that say that a project uses a tool. */
  files: readonly string[]
  /** The files that are wanted, absolute; null for all of these. */
  chosen: readonly string[] | null
  guests: readonly Guest[]
  /** Whether the user has named the tools. */
  areNamed: boolean
  env: NodeJS.ProcessEnv
  signal: AbortSignal
  patienceMs?: number
  onStart?: (guest: string) => void
}

/** A tool that could not be had, or not be understood; `reason` is a sentence. */
export interface GuestFailure {
  guest: string
  reason: string
}

/** A file as the tools have read it, with what they say of it. */
export interface GuestFile {
  source: SourceText
  findings: Finding[]
}

export interface GuestRun {
  files: GuestFile[]
  failures: GuestFailure[]
  /** Which have run. */
  ran: string[]
  /** Where their makers explain rules, by the rules' ids. */
  urls: Map<string, string>
}

const defaultPatienceMs = 10 * 60_000
/** Longest list of files on a command line, in characters: some systems take no more. */
const longestArguments = 24_000

/** Runs tools that the workspace uses, one after the other, and reads what they say. They are programs of the workspace: only the user's word starts them. */
export async function runGuests(options: RunGuestsOptions): Promise<GuestRun> {
  const { folder, files, guests, areNamed, env } = options
  const programs = createPrograms(env)
  const run: GuestRun = { files: [], failures: [], ran: [], urls: new Map() }
  const byFile = new Map<string, Map<string, Finding>>()
  const sources = new Map<string, Promise<SourceText | null>>()
  const wanted = new Set(options.chosen ?? files)
  for (const guest of guests) {
    const projects = findProjects(guest, { folder, files, programs, isNamed: areNamed })
    for (const project of projects) {
      const found = await runOne(guest, project, options)
      if (!Array.isArray(found)) {
        if (found) run.failures.push({ guest: guest.name, reason: found.reason })
        continue
      }
      if (!run.ran.includes(guest.name)) run.ran.push(guest.name)
      for (const one of found) {
        const file = slashed(path.resolve(project.folder, one.file))
        if (!wanted.has(file)) continue
        const source = await sourceOf(file, sources)
        if (!source) continue
        const finding = findingOf(guest, one, source)
        if (one.url) run.urls.set(finding.rule, one.url)
        const known = byFile.get(file) ?? new Map<string, Finding>()
        // A file may be in several programs of one project, and is told of in each.
        byFile.set(file, known.set(JSON.stringify([finding.rule, finding.range, finding.message]), finding))
      }
    }
  }
  for (const [file, found] of byFile) {
    const source = await sourceOf(file, sources)
    if (source) run.files.push({ source, findings: [...found.values()].sort(byPlace) })
  }
  return run
}

/** What a tool finds in one project; null where there is nothing for it to look at. */
async function runOne(
  guest: Guest,
  project: GuestProject,
  options: RunGuestsOptions,
): Promise<GuestFinding[] | { reason: string } | null> {
  const files = filesFor(guest, project, options)
  if (files?.length === 0) return null
  const found: GuestFinding[] = []
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-guest-'))
  try {
    for (const part of guest.takes === 'none' || files === null ? [null] : inParts(files)) {
      const command = guest.command({ ...project, files: part })
      if (!command)
        return { reason: `${guest.name} is neither installed in ${nameOf(project, options)} nor in the path.` }
      options.onStart?.(guest.name)
      const filled = command.map(word => (word === temporaryFolder ? temporary : word))
      const { patienceMs = defaultPatienceMs, env, signal } = options
      const ran = await runProgram(filled, { folder: project.folder, env, patienceMs, signal })
      const read = 'reason' in ran ? null : guest.read(ran)
      if (!read) return { reason: `${guest.name} ${whatWentWrong(ran, patienceMs)}` }
      found.push(...read)
    }
    return found
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true })
  }
}

/** From the project's folder; null for whatever the tool finds by itself. */
function filesFor(guest: Guest, { folder }: GuestProject, { chosen, files }: RunGuestsOptions): string[] | null {
  if (chosen === null && guest.takes !== 'must') return null
  return (chosen ?? files)
    .filter(file => guest.files.test(file) && isIn(folder, file))
    .map(file => {
      const name = slashed(path.relative(folder, file))
      // One that begins like an option is none.
      return name.startsWith('-') || name.startsWith('@') ? `./${name}` : name
    })
}

function inParts(files: readonly string[]): string[][] {
  const parts: string[][] = []
  let length = Infinity
  for (const file of files) {
    length += file.length + 3
    if (length > longestArguments) {
      parts.push([])
      length = file.length
    }
    parts.at(-1)?.push(file)
  }
  return parts
}

function whatWentWrong(ran: Ran, patienceMs: number): string {
  if ('reason' in ran) {
    switch (ran.reason) {
      case 'not-started':
        return 'could not be started.'
      case 'too-slow':
        return `took longer than ${Math.round(patienceMs / 1000)} s, and was ended.`
      case 'too-much':
        return 'printed more than can be read, and was ended.'
      case 'killed':
        return 'was ended by somebody else.'
    }
  }
  const lines = `${ran.errors}\n${ran.output}`.split('\n', 10_000).map(line => harmless(line).trim().slice(0, 300))
  const told = lines.filter(line => line !== '')
  const first = told.find(line => /\b(?:error|fatal|exception|cannot|failed)\b/i.test(line)) ?? told[0]
  return `ended with code ${ran.code}, and what it printed is no list of findings${first === undefined ? '.' : `: ${first}`}`
}

function nameOf({ folder }: GuestProject, options: RunGuestsOptions): string {
  const name = slashed(path.relative(options.folder, folder))
  return name === '' ? 'this folder' : name
}

function sourceOf(file: string, known: Map<string, Promise<SourceText | null>>): Promise<SourceText | null> {
  const source = known.get(file) ?? readFromDisk(file).then(bytes => bytes && sourceIn(file, bytes))
  known.set(file, source)
  return source
}

function findingOf({ name, unit }: Guest, found: GuestFinding, { text }: SourceText): Finding {
  return {
    rule: `${name}/${found.rule}`,
    kind: 'guest',
    severity: found.severity,
    message: found.message,
    range: placeInText(found, unit, text.split(/\r?\n/)),
    steps: [],
    fixes: [],
  }
}

function byPlace({ range: { start: a } }: Finding, { range: { start: b } }: Finding): number {
  return a.line - b.line || a.character - b.character
}
