import fs from 'node:fs'
import path from 'node:path'
import { parse as parseYaml, YAMLParseError } from 'yaml'
import * as z from 'zod'
import { defaultPort, localGateway, surroundings } from './api/index.ts'
import { GatewayError } from './errors.ts'
import { ProfileOverride } from './models/profiles/catalogue.ts'

const engineKinds = ['embedded', 'openai', 'vllm', 'llama-server'] as const
export const EngineKind = z.enum(engineKinds, `must be one of ${engineKinds.join(', ')}`)
export type EngineKind = z.infer<typeof EngineKind>

/** A number as YAML has it, or as flags and environment spell it. An empty text is no 0, and `true` is no 1. */
function numberFrom(smallest: number, largest: number, { isWhole = true } = {}): z.ZodType<number> {
  const sentence = `must be a ${isWhole ? 'whole ' : ''}number from ${smallest} to ${largest}`
  const number = z.number(sentence).min(smallest, sentence).max(largest, sentence)
  return z.preprocess(
    value => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
    isWhole ? number.int(sentence) : number,
  )
}

/** An empty text is somebody's unset variable, and where an address is meant, the system would take it for every address there is. */
const text = z.string().trim().min(1, 'must not be empty')

/** Program and arguments: a list, or a text with a list of JSON. */
const Command = z.preprocess(
  value => (typeof value === 'string' ? listFrom(value) : value),
  z.array(z.string().min(1), 'must be a list of program and arguments, such as ["wayline", "lsp", "--stdio"]').min(1),
)

function listFrom(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    // The schema says what it should have been.
    return value
  }
}

/** The gateway's settings. The same names serve in the configuration file; flags and environment are below. */
export const GatewayConfig = z.strictObject({
  host: text.default('127.0.0.1').describe('Address to listen on'),
  port: numberFrom(0, 65_535).default(defaultPort).describe('Port to listen on; 0 takes any free one'),
  engine: EngineKind.default('embedded').describe('What answers: embedded, openai, vllm or llama-server'),
  engineUrl: text.optional().describe("The engine's root address; /v1 is added where it is missing"),
  engineKey: text.optional().describe('API key that the engine wants'),
  model: text.optional().describe('Model to answer with; for the embedded engine a name in the store or a .gguf file'),
  dataDir: text.optional().describe('Folder for models, key and lock'),
  threads: numberFrom(1, 512).optional().describe('Threads of the embedded engine'),
  sequences: numberFrom(1, 64).default(6).describe('Documents whose state the embedded engine keeps'),
  contextTokens: numberFrom(256, 1_048_576).default(2048).describe('Window of each of them, in tokens'),
  idleMinutes: numberFrom(0, 100_000, { isWhole: false })
    .default(15)
    .describe('A local gateway ends after so long without a request'),
  playground: z
    .enum(['loopback', 'on', 'off'], 'must be loopback, on or off')
    .default('loopback')
    .describe('The page in the browser: served on loopback only, everywhere (on), or not at all'),
  playgroundServer: Command.optional().describe('Command that starts the language server of that page, as a JSON list'),
  profiles: z.record(z.string(), ProfileOverride).default({}).describe('Prompt formats of your own models'),
})
export type GatewayConfig = z.infer<typeof GatewayConfig>

/** Environment variables, by setting. */
export const environment = {
  host: 'WAYLINE_HOST',
  port: 'WAYLINE_PORT',
  engine: 'WAYLINE_ENGINE',
  engineUrl: 'WAYLINE_ENGINE_URL',
  engineKey: 'WAYLINE_ENGINE_KEY',
  model: 'WAYLINE_MODEL',
  dataDir: 'WAYLINE_DATA_DIR',
} as const

/** By this variable the program that starts the gateway says how a language server is started. */
export const playgroundServerVariable = 'WAYLINE_PLAYGROUND_SERVER'

/** Flags over environment over file. Throws `bad_config` with the setting at fault, where it stands, and what to do. */
export function loadConfig(flags: Record<string, unknown>, env: NodeJS.ProcessEnv, file?: string): GatewayConfig {
  const fromFile = file === undefined ? {} : readConfigFile(file)
  const fromEnvironment = Object.fromEntries(
    Object.entries(environment).flatMap(([name, variable]) => (env[variable] ? [[name, env[variable]]] : [])),
  )
  // As everybody else understands the variable; what the other two name is meant from the working directory.
  if ('dataDir' in fromEnvironment) fromEnvironment['dataDir'] = localGateway({ ...surroundings(), env }).dataDir
  // The program that starts the gateway names its language server; whoever writes a configuration knows better.
  const fromStarter = env[playgroundServerVariable] ? { playgroundServer: env[playgroundServerVariable] } : {}
  const parsed = GatewayConfig.safeParse({ ...fromStarter, ...fromFile, ...fromEnvironment, ...flags })
  if (!parsed.success) {
    const placeOf = (name: string): string | undefined =>
      name in flags ? 'command line' : name in fromEnvironment ? variableOf(name) : file
    throw badSetting(parsed.error, placeOf)
  }
  const config = { ...parsed.data, ...(parsed.data.dataDir ? { dataDir: path.resolve(parsed.data.dataDir) } : {}) }
  if (config.engine !== 'embedded' && config.engineUrl === undefined) {
    throw new GatewayError('bad_config', `The engine ${config.engine} needs an address.`, {
      remedy: 'Give --engine-url, for example --engine-url http://127.0.0.1:8000.',
    })
  }
  if (config.engineUrl !== undefined && !isHttpAddress(config.engineUrl)) {
    throw new GatewayError('bad_config', `The address of the engine, ${config.engineUrl}, cannot be used.`, {
      remedy: 'Write it with its scheme, for example http://127.0.0.1:8000.',
    })
  }
  return config
}

/** `gpu-1:8000` parses as an address too, with `gpu-1:` as its scheme. */
function isHttpAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function variableOf(name: string): string | undefined {
  return Object.entries(environment).find(([setting]) => setting === name)?.[1]
}

function readConfigFile(file: string): Record<string, unknown> {
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8')
  } catch (cause) {
    throw new GatewayError('bad_config', `The configuration file ${file} cannot be read.`, {
      cause,
      remedy: 'Check the path given with --config and its permissions.',
    })
  }
  const settings = z.record(z.string(), z.unknown()).safeParse(parseConfigText(text, file) ?? {})
  if (!settings.success) {
    throw new GatewayError('bad_config', `The configuration file ${file} holds no settings by name.`, {
      remedy: 'Write one setting per line, for example `port: 9295`; `wayline serve --help` names them.',
    })
  }
  // A name with nothing behind it is how YAML says that something is not set.
  return Object.fromEntries(Object.entries(settings.data).filter(([, value]) => value !== null))
}

function parseConfigText(text: string, file: string): unknown {
  try {
    return parseYaml(text)
  } catch (cause) {
    const where = cause instanceof YAMLParseError && cause.linePos ? ` at line ${cause.linePos[0].line}` : ''
    throw new GatewayError('bad_config', `The configuration file ${file} is not valid YAML or JSON${where}.`, {
      cause,
      remedy: 'Correct it; `wayline serve --help` names the settings.',
    })
  }
}

function badSetting(error: z.ZodError, placeOf: (name: string) => string | undefined): GatewayError {
  const [issue] = error.issues
  const isUnknown = issue?.code === 'unrecognized_keys'
  const [setting = '', ...inside] = isUnknown ? issue.keys : (issue?.path.map(String) ?? [])
  const place = placeOf(setting)
  const where = place === undefined ? '' : ` (${place})`
  if (isUnknown) {
    const near = nearestName(setting, Object.keys(GatewayConfig.shape))
    return new GatewayError('bad_config', `There is no setting ${JSON.stringify(setting)}${where}.`, {
      remedy: near ? `Did you mean ${near}?` : `The settings are ${Object.keys(GatewayConfig.shape).join(', ')}.`,
    })
  }
  const name = [setting, ...inside].join('.')
  return new GatewayError('bad_config', `Setting ${name}${where} is not valid: ${issue?.message ?? 'bad value'}.`, {
    remedy: '`wayline serve --help` tells what each setting takes.',
  })
}

/** The candidate with the fewest letters to change, or null where even that one is another word. */
export function nearestName(name: string, candidates: string[]): string | null {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '')
  const [nearest] = candidates
    .map(candidate => ({ candidate, changes: changesBetween(plain(name), plain(candidate)) }))
    .sort((a, b) => a.changes - b.changes)
  return nearest && nearest.changes * 2 <= plain(name).length ? nearest.candidate : null
}

/** Letters to insert, remove or replace to get from one text to the other. */
function changesBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1]
    for (const [column, wanted] of Array.from(to).entries()) {
      const replaced = (row[column] ?? 0) + (letter === wanted ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
