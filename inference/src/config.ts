import fs from 'node:fs'
import { parse as parseYaml, YAMLParseError } from 'yaml'
import * as z from 'zod'
import { defaultPort } from './api/index.ts'
import { GatewayError } from './errors.ts'
import { ProfileOverride } from './models/profiles/catalogue.ts'

export const EngineKind = z.enum(['embedded', 'openai', 'vllm', 'llama-server'])
export type EngineKind = z.infer<typeof EngineKind>

/** The gateway's settings. The same names serve in the configuration file; flags and environment are below. */
export const GatewayConfig = z.strictObject({
  host: z.string().default('127.0.0.1').describe('Address to listen on'),
  port: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(defaultPort)
    .describe('Port to listen on; 0 takes any free one'),
  engine: EngineKind.default('embedded').describe('What answers: embedded, openai, vllm or llama-server'),
  engineUrl: z.string().optional().describe("The engine's root address; /v1 is added where it is missing"),
  engineKey: z.string().optional().describe('API key that the engine wants'),
  model: z
    .string()
    .optional()
    .describe('Model to answer with; for the embedded engine a name in the store or a .gguf file'),
  dataDir: z.string().optional().describe('Folder for models, key and lock'),
  threads: z.coerce.number().int().min(1).max(512).optional().describe('Threads of the embedded engine'),
  sequences: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(6)
    .describe('Documents whose state the embedded engine keeps'),
  contextTokens: z.coerce.number().int().min(256).default(2048).describe('Window of each of them, in tokens'),
  idleMinutes: z.coerce.number().min(0).default(15).describe('A local gateway ends after so long without a request'),
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

/** Flags over environment over file. Throws `bad_config` with the setting at fault and the nearest right name. */
export function loadConfig(flags: Record<string, unknown>, env: NodeJS.ProcessEnv, file?: string): GatewayConfig {
  const fromFile = file === undefined ? {} : readConfigFile(file)
  const fromEnvironment = Object.fromEntries(
    Object.entries(environment).flatMap(([name, variable]) => (env[variable] ? [[name, env[variable]]] : [])),
  )
  const parsed = GatewayConfig.safeParse({ ...fromFile, ...fromEnvironment, ...flags })
  if (!parsed.success) throw badSetting(parsed.error, file)
  const config = parsed.data
  if (config.engine !== 'embedded' && config.engineUrl === undefined) {
    throw new GatewayError('bad_config', `The engine ${config.engine} needs an address.`, {
      remedy: 'Give --engine-url, for example --engine-url http://127.0.0.1:8000.',
    })
  }
  if (config.engineUrl !== undefined && !URL.canParse(config.engineUrl)) {
    throw new GatewayError('bad_config', `${JSON.stringify(config.engineUrl)} is not an address.`, {
      remedy: 'Write it with its scheme, for example http://127.0.0.1:8000.',
    })
  }
  return config
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
  try {
    return z.record(z.string(), z.unknown()).parse(parseYaml(text) ?? {})
  } catch (cause) {
    const where = cause instanceof YAMLParseError && cause.linePos ? ` at line ${cause.linePos[0].line}` : ''
    throw new GatewayError('bad_config', `The configuration file ${file} is not valid YAML or JSON${where}.`, {
      cause,
      remedy: 'Correct it; `wayline serve --help` names the settings.',
    })
  }
}

function badSetting(error: z.ZodError, file: string | undefined): GatewayError {
  const [issue] = error.issues
  if (issue?.code === 'unrecognized_keys') {
    const name = issue.keys[0] ?? ''
    const near = nearestName(name, Object.keys(GatewayConfig.shape))
    return new GatewayError('bad_config', `There is no setting ${JSON.stringify(name)}${file ? ` (${file})` : ''}.`, {
      remedy: near ? `Did you mean ${near}?` : `The settings are ${Object.keys(GatewayConfig.shape).join(', ')}.`,
    })
  }
  const name = issue?.path.join('.') ?? ''
  return new GatewayError('bad_config', `Setting ${name} is not valid: ${issue?.message ?? 'bad value'}.`, {
    remedy: '`wayline serve --help` tells what each setting takes.',
  })
}

/** The candidate that shares the longest start with the name, letters only, if it is at least three. */
export function nearestName(name: string, candidates: string[]): string | null {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '')
  const shared = (a: string, b: string): number => {
    let length = 0
    while (length < a.length && a[length] === b[length]) length++
    return length
  }
  const ranked = candidates
    .map(candidate => ({ candidate, length: shared(plain(name), plain(candidate)) }))
    .sort((a, b) => b.length - a.length)
  return ranked[0] && ranked[0].length >= 3 ? ranked[0].candidate : null
}
