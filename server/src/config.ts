import { types } from 'node:util'
import picomatch from 'picomatch'
import * as z from 'zod'

/** A pattern that is meant for something else than it says, such as one with a bracket that nothing closes, is refused. */
const Glob = z.string().superRefine((pattern, context) => {
  try {
    if (pattern !== '') picomatch.makeRe(pattern, { strictBrackets: true })
  } catch (error) {
    const reason = types.isNativeError(error) ? error.message : String(error)
    context.addIssue({ code: 'custom', message: `${pattern} is no glob pattern: ${reason}` })
  }
})

/** The severities of LSP, the worst first. */
export const severities = ['error', 'warning', 'information', 'hint'] as const
export type Severity = (typeof severities)[number]

/** The steps of the completion engine, in their order. */
export const completionSteps = [
  'cache',
  'in-flight',
  'worth-asking',
  'pace',
  'context',
  'prompt',
  'stream',
  'cut',
  'polish',
  'safe',
  'ask-ahead',
] as const
export type CompletionStep = (typeof completionSteps)[number]

/**
 * Every setting, defined once: the schema that parses, the text that documents, and the default. Editors' settings pages
 * are generated from it. The section is `wayline` in `initializationOptions`, `workspace/configuration` and
 * `didChangeConfiguration`.
 */
export const Config = z
  .object({
    gateway: z
      .object({
        url: z
          .string()
          .default('')
          .describe(
            'Address of the company gateway, for example https://wayline.example.com. Empty: a local gateway of your own is started when needed.',
          ),
        token: z
          .string()
          .default('')
          .describe(
            'API key of the company gateway. Empty: WAYLINE_API_KEY. A local gateway has a key of its own, which goes nowhere else.',
          ),
        model: z.string().default('').describe('Model to ask. Empty: the first one that the gateway offers.'),
      })
      .prefault({})
      .describe('The gateway that answers.'),
    local: z
      .object({
        enabled: z.boolean().default(true).describe('Start a local gateway when no gateway address is set.'),
        download: z
          .enum(['ask', 'always', 'never'])
          .default('ask')
          .describe(
            'Whether the model of this computer may be fetched when it is missing: the embedded one (98 MB), or the one that WAYLINE_MODEL names. "ask": the editor asks you first. "always": it is fetched. "never": it is not, and you are told how to fetch it.',
          ),
      })
      .prefault({})
      .describe('The gateway on this computer.'),
    completion: z
      .object({
        enabled: z.boolean().default(true).describe('Offer completions. Off means off: no request is made.'),
        automatic: z
          .boolean()
          .default(true)
          .describe('Offer completions while typing. Off: only when the editor asks for one by hand.'),
        disabledLanguages: z
          .array(z.string())
          .default([])
          .describe('Language identifiers without completions, for example ["markdown", "plaintext"].'),
        disabledFolders: z
          .array(Glob)
          .default([])
          .describe(
            'Folders without completions, as glob patterns relative to the workspace folder, for example ["vendor", "**/generated"].',
          ),
        context: z
          .boolean()
          .default(true)
          .describe(
            'Show the model what other files of the workspace declare that fits the place, code of open files that looks alike, and what was edited lately.',
          ),
        multiline: z
          .enum(['auto', 'never'])
          .default('auto')
          .describe(
            'Whether a completion may have more than one line. "auto": where the code calls for it. "never": it ends with the line.',
          ),
        askAhead: z
          .boolean()
          .default(true)
          .describe(
            'While a suggestion is shown, ask for what comes after it too. Spares a wait after accepting; costs the engine some requests.',
          ),
        insecureCode: z
          .enum(['warn', 'hide', 'show'])
          .default('warn')
          .describe(
            'What becomes of a suggestion that adds code known to be insecure, or a secret. "warn": it is shown with a warning in the list of completions, and not as inline text, where the protocol has no place for a warning. "hide": it is not shown. "show": it is shown, and nothing is checked.',
          ),
        timeoutMs: z
          .number()
          .int()
          .min(100)
          .max(60_000)
          .default(5000)
          .describe('After this many milliseconds a completion is given up.'),
      })
      .prefault({})
      .describe('Completions.'),
    diagnosis: z
      .object({
        enabled: z
          .boolean()
          .default(true)
          .describe('Diagnose open files: syntax, insecure code, data flow, complexity, secrets. Needs no model.'),
        workspace: z
          .boolean()
          .default(true)
          .describe(
            'Tell editors that ask for it what is wrong with files that are not open as well. Off: only the command wayline.diagnoseWorkspace does.',
          ),
        rules: z
          .record(z.string(), z.enum([...severities, 'off']))
          .default({})
          .describe(
            'Another severity for rules, by their id, or "off", for example {"python-weak-hash": "hint"}. `wayline rules list` names them all.',
          ),
        codeLens: z
          .boolean()
          .default(false)
          .describe(
            'Show the cognitive complexity of functions above them, from half of wayline.diagnosis.complexityLimit on.',
          ),
        baseline: z
          .enum(['hide', 'hint', 'show'])
          .default('hide')
          .describe(
            'What becomes of findings that the baseline `.wayline/baseline.json` of their folder knows. "hide": they are not shown. "hint": they are hints. "show": they are shown as all others.',
          ),
        ruleFolders: z
          .array(z.string())
          .default([])
          .describe(
            'Folders of rules of your own, in the YAML format of ast-grep, inside the workspace folder; an absolute path only from your own editor.',
          ),
        exclude: z
          .array(Glob)
          .default([])
          .describe(
            'Glob patterns of files that are not diagnosed, for example ["vendor/", "*_pb2.py"]. Matched against the path in the workspace; one without "/" matches names anywhere.',
          ),
        complexityLimit: z
          .number()
          .int()
          .min(0)
          .max(1000)
          .default(15)
          .describe(
            'A function whose cognitive complexity is higher is a finding. 0: none is. 15 is what SonarSource proposes.',
          ),
      })
      .prefault({})
      .describe('Code diagnosis.'),
    hover: z
      .object({
        enabled: z
          .boolean()
          .default(true)
          .describe(
            'Say what is under the pointer: where it is declared, what is wrong there, and what a model says of it.',
          ),
        modelTimeoutMs: z
          .number()
          .int()
          .min(0)
          .max(30_000)
          .default(2000)
          .describe(
            "How many milliseconds a hover waits for a model's explanation, of which whole sentences are shown. 0: no model is asked, and hovers come at once. Nothing is started for it: only a gateway that is connected already is asked.",
          ),
      })
      .prefault({})
      .describe('Hovers.'),
    exclude: z
      .array(Glob)
      .default([])
      .describe(
        'Glob patterns of files that never leave this computer, in addition to .env files, keys, credentials and what .waylineignore files name. Matched against the path in the workspace.',
      ),
    excludeRepositories: z
      .array(Glob)
      .default([])
      .describe(
        'Glob patterns of repositories in which nothing is done and of which nothing leaves this computer, by host and path of any of their remotes, for example ["github.com/acme/*", "billing"].',
      ),
    events: z
      .object({
        store: z
          .boolean()
          .default(true)
          .describe(
            'Keep lengths and counts of what became of suggestions on this computer, for `wayline stats`. Never text, and at most 4 MB.',
          ),
      })
      .prefault({})
      .describe('Your own figures.'),
    telemetry: z
      .object({
        send: z
          .boolean()
          .default(false)
          .describe('Send the same lengths and counts to the gateway, for the figures of the company. Never text.'),
      })
      .prefault({})
      .describe('Figures of the company.'),
    measuring: z
      .object({
        without: z
          .array(z.enum(completionSteps))
          .default([])
          .describe(
            `Steps of the completion engine that are left out, to measure what each is worth; of no use otherwise. Exclusions and secrets stay covered. Any of ${completionSteps.join(', ')}.`,
          ),
      })
      .prefault({})
      .describe('Measuring.'),
    log: z
      .object({
        level: z
          .enum(['error', 'warn', 'info', 'debug'])
          .default('info')
          .describe('How much the log tells, from "error" over "warn" and "info" to "debug", which tells everything.'),
      })
      .prefault({})
      .describe('The log.'),
  })
  .readonly()
export type Config = z.infer<typeof Config>

export interface ParsedConfig {
  config: Config
  /** One sentence for each setting that is unknown or has a bad value; such settings keep their default. */
  problems: string[]
}

/** Parses what an editor sent. Never throws: a setting that does not fit is left at its default and named in `problems`. */
export function parseConfig(value: unknown): ParsedConfig {
  const problems: string[] = []
  const settings = prune(Config.unwrap(), isRecord(value) ? value : {}, [], problems)
  return { config: Object.freeze(Config.parse(settings)), problems }
}

/** Every setting as a flat list, for documentation, for editors' settings pages and for the test that they agree. */
export function settings(): { name: string; description: string; schema: z.ZodType }[] {
  const flat: { name: string; description: string; schema: z.ZodType }[] = []
  const visit = (schema: z.ZodType, path: string[]): void => {
    const fields = shapeOf(schema)
    if (!fields) {
      flat.push({ name: ['wayline', ...path].join('.'), description: schema.description ?? '', schema })
      return
    }
    for (const [key, field] of Object.entries(fields)) visit(field, [...path, key])
  }
  visit(Config.unwrap(), [])
  return flat
}

function prune(
  schema: z.ZodType,
  value: Record<string, unknown>,
  path: string[],
  problems: string[],
): Record<string, unknown> {
  const fields = shapeOf(schema) ?? {}
  const kept: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) {
    const name = ['wayline', ...path, key].join('.')
    const field = fields[key]
    // A client may send null for a setting nobody has set.
    if (inner === null || inner === undefined) continue
    if (!field) {
      const near = nearest(key, Object.keys(fields))
      problems.push(
        `Unknown setting ${name}${near ? `; did you mean ${['wayline', ...path, near].join('.')}?` : '; remove it.'}`,
      )
    } else if (shapeOf(field)) {
      if (isRecord(inner)) kept[key] = prune(field, inner, [...path, key], problems)
      else problems.push(`Setting ${name} takes settings by their names; its defaults are used.`)
    } else {
      const parsed = field.safeParse(inner)
      if (parsed.success) kept[key] = parsed.data
      else {
        const entries = entriesThatFit(field, inner)
        if (entries) kept[key] = entries
        const reason = parsed.error.issues.find(({ code }) => code === 'custom')?.message
        problems.push(
          entries
            ? `Setting ${name} has an entry that is left out: ${reason ?? `it takes ${takes(field)}`}.`
            : `Setting ${name} takes ${takes(field)}; its default is used.`,
        )
      }
    }
  }
  return kept
}

/** What a setting takes, in words for people. */
function takes(field: z.ZodType): string {
  const schema = unwrapped(field)
  if (schema instanceof z.ZodBoolean) return 'true or false'
  if (schema instanceof z.ZodEnum) return `one of ${schema.options.join(', ')}`
  if (schema instanceof z.ZodNumber) return `a whole number from ${schema.minValue} to ${schema.maxValue}`
  if (schema instanceof z.ZodRecord) return `names, each with ${takes(schema.valueType as z.ZodType)}`
  if (schema instanceof z.ZodArray) return `a list with each entry ${takes(schema.element as z.ZodType)}`
  return 'a text'
}

/** One bad entry of a list is no reason to forget the others: what they exclude is to stay excluded. */
function entriesThatFit(schema: z.ZodType, value: unknown): unknown {
  if (isRecord(value) && unwrapped(schema) instanceof z.ZodRecord)
    return Object.fromEntries(
      Object.entries(value).filter(([name, entry]) => schema.safeParse({ [name]: entry }).success),
    )
  if (!Array.isArray(value) || !schema.safeParse([]).success) return null
  const entries: unknown[] = value
  return entries.filter(entry => schema.safeParse([entry]).success)
}

/** The fields of an object schema, through its default and read-only wrappers; null for anything that is not an object. */
function shapeOf(schema: z.ZodType): Record<string, z.ZodType> | null {
  const inner = unwrapped(schema)
  return inner instanceof z.ZodObject ? inner.shape : null
}

function unwrapped(schema: z.ZodType): z.ZodType {
  let inner: z.ZodType = schema
  while (inner instanceof z.ZodPrefault || inner instanceof z.ZodReadonly || inner instanceof z.ZodDefault) {
    inner = inner.unwrap() as z.ZodType
  }
  return inner
}

function nearest(word: string, candidates: string[]): string | null {
  const start = word.toLowerCase().slice(0, 3)
  return candidates.find(candidate => candidate.toLowerCase().startsWith(start)) ?? null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
