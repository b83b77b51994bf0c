import { parseArgs } from 'node:util'
import type * as z from 'zod'
import { GatewayConfig, nearestName } from '../config.ts'
import { GatewayError } from '../errors.ts'

/** Switches of `serve` that are no settings, because they make sense on the command line alone. */
export const switches = {
  local: 'Serve one user through a private socket only, end when idle (editors start it so)',
  withSocket: "Listen on the port and on the user's private socket",
  exitWithParent: 'End when the starting process ends',
  help: 'Show this help',
} as const

export interface ServeFlags {
  settings: Record<string, unknown>
  file: string | undefined
  isLocal: boolean
  hasSocket: boolean
  exitsWithParent: boolean
  isHelp: boolean
}

/** Reads the command line of `serve`. Throws `invalid_request` with the nearest right flag. */
export function parseServeFlags(argv: string[]): ServeFlags {
  const settingNames = Object.keys(GatewayConfig.shape).filter(name => name !== 'profiles')
  const flagOf = new Map([...settingNames, 'config'].map(name => [toFlag(name), name]))
  const options = Object.fromEntries<{ type: 'string' | 'boolean' }>([
    ...[...flagOf.keys()].map(flag => [flag, { type: 'string' }] as const),
    ...Object.keys(switches).map(name => [toFlag(name), { type: 'boolean' }] as const),
  ])
  const joined = withValuesJoined(argv, flag => options[flag]?.type === 'string')
  let values: Record<string, unknown>
  try {
    values = parseArgs({ args: joined, options, strict: true, allowPositionals: false }).values
  } catch (cause) {
    const unknown = argv.find(
      argument => argument.startsWith('-') && !((argument.replace(/^--/, '').split('=')[0] ?? '') in options),
    )
    const near = unknown === undefined ? null : nearestName(unknown, Object.keys(options))
    const message = cause instanceof Error ? (cause.message.split('. ')[0] ?? cause.message) : String(cause)
    throw new GatewayError('invalid_request', `${message}.`, {
      cause,
      remedy: near ? `Did you mean --${near}?` : '`wayline serve --help` shows what there is.',
    })
  }
  const settings = Object.fromEntries(
    Object.entries(values).flatMap(([flag, value]) => {
      const name = flagOf.get(flag)
      return name === undefined || name === 'config' ? [] : [[name, value]]
    }),
  )
  return {
    settings,
    file: typeof values['config'] === 'string' ? values['config'] : undefined,
    isLocal: values['local'] === true,
    hasSocket: values['with-socket'] === true,
    exitsWithParent: values['exit-with-parent'] === true,
    isHelp: values['help'] === true,
  }
}

/** Each value behind its flag's `=`: there it may begin with a dash, and what is wrong with it is for us to say. */
function withValuesJoined(argv: string[], takesValue: (flag: string) => boolean): string[] {
  const joined: string[] = []
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? ''
    if (!word.startsWith('--') || !takesValue(word.slice(2))) {
      joined.push(word)
      continue
    }
    const value = argv[++index]
    if (value === undefined || value.startsWith('--'))
      throw new GatewayError('invalid_request', `${word} needs a value.`, {
        remedy: '`wayline serve --help` shows what each flag takes.',
      })
    joined.push(`${word}=${value}`)
  }
  return joined
}

function toFlag(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}

/** What stands for the value of each setting in the help. */
const valueNames = new Map([
  ['host', 'ADDRESS'],
  ['port', 'NUMBER'],
  ['engine', 'KIND'],
  ['engineUrl', 'URL'],
  ['engineKey', 'KEY'],
  ['model', 'NAME'],
  ['dataDir', 'FOLDER'],
  ['threads', 'NUMBER'],
  ['sequences', 'NUMBER'],
  ['contextTokens', 'NUMBER'],
  ['idleMinutes', 'NUMBER'],
  ['playground', 'WHERE'],
  ['playgroundServer', 'COMMAND'],
])

/** Help text of `serve`, made from the settings themselves. */
export function serveHelp(): string {
  const defaults: Record<string, unknown> = GatewayConfig.parse({})
  const rows = [
    ['--config FILE', 'YAML or JSON file with any of these settings; flags and environment come before it'],
    ...Object.entries(GatewayConfig.shape).flatMap(([name, schema]) => {
      const value = valueNames.get(name)
      return value === undefined ? [] : [[`--${toFlag(name)} ${value}`, describe(schema, defaults[name])]]
    }),
    ...Object.entries(switches).map(([name, text]) => [`--${toFlag(name)}`, text]),
  ]
  return [
    'Usage: wayline serve [options]',
    '',
    'Start the gateway in front of a model. Without options: the embedded model, on loopback.',
    '',
    ...rows.map(([flag = '', text = '']) => `  ${flag.padEnd(24)} ${text}`),
    '',
    'Environment: WAYLINE_HOST WAYLINE_PORT WAYLINE_ENGINE WAYLINE_ENGINE_URL WAYLINE_ENGINE_KEY WAYLINE_MODEL',
    '             WAYLINE_DATA_DIR, and WAYLINE_API_KEY for the key that clients must send.',
    '',
    'Example: wayline serve --engine vllm --engine-url http://gpu-1:8000 --model Qwen2.5-Coder-7B',
    '',
  ].join('\n')
}

function describe(schema: z.ZodType, value: unknown): string {
  const text = schema.description ?? ''
  return typeof value === 'string' || typeof value === 'number' ? `${text} (default ${value})` : text
}
