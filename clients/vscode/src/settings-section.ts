/** Settings of this client alone: the server would call them unknown. */
const ownSettings = ['server', 'trace']

/** Our settings, a tree, as the server takes them, with the key that is kept among the editor's secrets. */
export function settingsSection(section: Record<string, unknown>, token: string): Record<string, unknown> {
  const settings = Object.fromEntries(Object.entries(section).filter(([name]) => !ownSettings.includes(name)))
  if (token !== '') settings['gateway'] = { ...asRecord(settings['gateway']), token }
  return settings
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
