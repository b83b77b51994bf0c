import { DidChangeConfigurationNotification, type Connection } from 'vscode-languageserver/node'
import { parseConfig, settings as everySetting, type Config } from '../config.ts'
import { ClientIntroduction } from '../protocol/index.ts'
import type { Client } from './client.ts'
import { register } from './registration.ts'

/** The settings in force: one frozen object, replaced as a whole when the editor sends others. */
export interface Settings {
  readonly current: Config
  onChange(listener: (now: Config, before: Config) => void): void
  /** Follows the editor's settings; to be called once it is initialized. */
  follow(): Promise<void>
}

export interface SettingsOptions {
  connection: Connection
  client: Client
  initializationOptions: unknown
  /** Told of all settings that are unknown or have a bad value, a sentence each and each once. */
  onProblem: (problems: string) => void
}

type Section = Record<string, unknown>

const section = 'wayline'

/**
 * What `initializationOptions` say holds until the editor says otherwise: by `workspace/configuration` if it can be asked,
 * or by what `didChangeConfiguration` brings, either as the whole of the settings or as our section alone.
 */
export function createSettings({ connection, client, initializationOptions, onProblem }: SettingsOptions): Settings {
  const listeners: ((now: Config, before: Config) => void)[] = []
  const initial = initialSection(initializationOptions)
  const told = new Set<string>()
  const first = parseConfig(initial)
  let current = first.config

  function tell(problems: string[]): void {
    const news = problems.filter(problem => !told.has(problem))
    for (const problem of news) told.add(problem)
    if (news.length > 0) onProblem(news.join(' '))
  }

  function use(sent: Section): void {
    const before = current
    const { config, problems } = parseConfig(merged(initial, sent))
    current = config
    tell(problems)
    if (JSON.stringify(before) === JSON.stringify(current)) current = before
    else for (const listener of listeners) listener(current, before)
  }

  async function pull(): Promise<void> {
    const answer: unknown = await connection.workspace.getConfiguration(section)
    if (isRecord(answer)) use(answer)
  }

  connection.onDidChangeConfiguration(async ({ settings }: { settings: unknown }) => {
    const sent = pushedSection(settings)
    if (sent) use(sent)
    else if (client.hasConfiguration) await pull()
  })

  return {
    get current() {
      return current
    },
    onChange: listener => void listeners.push(listener),
    async follow() {
      tell(first.problems)
      if (client.canRegisterConfiguration) {
        await register(connection, DidChangeConfigurationNotification.type, { section })
      }
      if (client.hasConfiguration) await pull()
    },
  }
}

/** Our section out of `{ wayline: {…} }`, or the value itself where it is the bare section. */
function initialSection(options: unknown): Section {
  if (!isRecord(options)) return {}
  const whole = options[section]
  if (isRecord(whole)) return whole
  // How our own clients introduce themselves is no setting.
  return Object.fromEntries(
    Object.entries(options).filter(([key]) => key !== section && !(key in ClientIntroduction.shape)),
  )
}

/** Null where a change brings no settings of ours: then they are asked for. */
function pushedSection(settings: unknown): Section | null {
  if (!isRecord(settings)) return null
  const whole = settings[section]
  if (isRecord(whole)) return whole
  const names = Object.keys(parseConfig({}).config)
  return names.some(name => name in settings) ? settings : null
}

/** A setting that takes names with values is replaced as a whole: what its user has taken out must not come back. */
function merged(base: Section, over: Section, path = section): Section {
  const result: Section = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const below = result[key]
    const name = `${path}.${key}`
    const isGroup = !everySetting().some(setting => setting.name === name)
    if (value !== null && value !== undefined)
      result[key] = isGroup && isRecord(below) && isRecord(value) ? merged(below, value, name) : value
  }
  return result
}

function isRecord(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
