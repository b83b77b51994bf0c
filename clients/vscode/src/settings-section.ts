/** A setting as the editor knows it: what applies, and what each level says. */
export interface InspectedSetting {
  globalValue?: unknown
  workspaceValue?: unknown
  workspaceFolderValue?: unknown
}

/** What is read of the editor's settings. */
export interface EditorSettings {
  /** Our whole section, as a tree. */
  section: Record<string, unknown>
  inspect: (name: string) => InspectedSetting | undefined
}

/** Settings of this client alone: the server would call them unknown. */
const ownSettings = ['server', 'trace']

/** What must not leave this computer. A workspace adds to these lists, and never takes away what its user has excluded. */
const exclusions = ['exclude', 'excludeRepositories']

/** Our settings as the server takes them, with the key that is kept among the editor's secrets. */
export function settingsSection({ section, inspect }: EditorSettings, token: string): Record<string, unknown> {
  const settings = Object.fromEntries(Object.entries(section).filter(([name]) => !ownSettings.includes(name)))
  for (const name of exclusions) settings[name] = allLevels(inspect(name))
  if (token !== '') settings['gateway'] = { ...asRecord(settings['gateway']), token }
  return settings
}

function allLevels(setting: InspectedSetting = {}): unknown[] {
  const levels = [setting.globalValue, setting.workspaceValue, setting.workspaceFolderValue]
  return [...new Set(levels.flatMap(level => (Array.isArray(level) ? (level as unknown[]) : [])))]
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
