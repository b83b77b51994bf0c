import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { settings } from '../../server/src/config.ts'
import { root } from './imports.ts'

/** The manifest of VS Code's extension, and its texts in English. */
export const manifestFile = path.join(root, 'clients/vscode/package.json')
export const textsFile = path.join(root, 'clients/vscode/package.nls.json')

/** Kept among the editor's secrets instead. */
const secrets = ['wayline.gateway.token']
/**
 * What decides where code goes, what is fetched and what leaves the computer is its user's alone: a repository's settings are not
 * asked, whether it is trusted or not.
 */
const usersOwn = /^wayline\.(gateway\.|local\.|telemetry\.|events\.|measuring\.|exclude|excludeRepositories)/

type Property = Record<string, unknown>

/** Settings of the extension itself, which the server does not know. */
const ownSettings: Record<string, { text: string; property: Property }> = {
  'wayline.server.path': {
    text: 'Another language server: path of its `wayline.cjs`. Empty: the one that came with the extension. Left out of account in folders that are not trusted. Takes effect with the next start.',
    property: { type: 'string', default: '', scope: 'machine' },
  },
  'wayline.trace.server': {
    text: 'Messages between the editor and the language server that are written to the log: none, their names, or all of them. They hold code.',
    property: { type: 'string', enum: ['off', 'messages', 'verbose'], default: 'off', scope: 'window' },
  },
}

/** The part of the manifest that settings make, and their texts in English. */
export interface SettingsPart {
  properties: Record<string, Property>
  /** Settings that a folder which is not trusted has no say in. */
  restricted: string[]
  texts: Record<string, string>
}

/** Makes of the one definition of settings what the manifest says of them. */
export function settingsPart(): SettingsPart {
  const properties: Record<string, Property> = {}
  const texts: Record<string, string> = {}
  const add = (name: string, text: string, property: Property): void => {
    const key = `setting.${name.replace('wayline.', '')}`
    texts[key] = text
    properties[name] = { order: Object.keys(properties).length, ...property, markdownDescription: `%${key}%` }
  }
  for (const { name, description, schema } of settings()) {
    if (secrets.includes(name)) continue
    const scope = usersOwn.test(name) ? 'application' : 'window'
    add(name, description, { ...propertyOf(schema), scope })
  }
  for (const [name, { text, property }] of Object.entries(ownSettings)) add(name, text, property)
  const restricted = Object.keys(properties).filter(name => properties[name]?.['scope'] !== 'application')
  return { properties, restricted, texts }
}

/** Writes it into the manifest and the texts, where everything else stays as it is. */
export function writeSettings(): void {
  const { properties, restricted, texts } = settingsPart()
  const manifest = Manifest.parse(JSON.parse(fs.readFileSync(manifestFile, 'utf8')))
  manifest.contributes.configuration.properties = properties
  manifest.capabilities.untrustedWorkspaces.restrictedConfigurations = restricted
  fs.writeFileSync(manifestFile, JSON.stringify(manifest, null, 2))
  const others = Object.entries(readTexts(textsFile)).filter(([key]) => !key.startsWith('setting.'))
  fs.writeFileSync(textsFile, JSON.stringify({ ...Object.fromEntries(others), ...texts }, null, 2))
}

/** The part that settings make, as it stands in the manifest. */
export function writtenPart(): SettingsPart {
  const manifest = Manifest.parse(JSON.parse(fs.readFileSync(manifestFile, 'utf8')))
  const texts = Object.entries(readTexts(textsFile)).filter(([key]) => key.startsWith('setting.'))
  return {
    properties: manifest.contributes.configuration.properties,
    restricted: manifest.capabilities.untrustedWorkspaces.restrictedConfigurations,
    texts: Object.fromEntries(texts),
  }
}

/** Texts by their keys. */
export function readTexts(file: string): Record<string, string> {
  return z.record(z.string(), z.string()).parse(JSON.parse(fs.readFileSync(file, 'utf8')))
}

const Manifest = z.looseObject({
  capabilities: z.looseObject({
    untrustedWorkspaces: z.looseObject({ restrictedConfigurations: z.array(z.string()) }),
  }),
  contributes: z.looseObject({
    configuration: z.looseObject({ properties: z.record(z.string(), z.record(z.string(), z.unknown())) }),
  }),
})

/** A schema as editors' settings pages take it: what describes the whole document is left out, and so is what only repeats the type. */
function propertyOf(schema: z.ZodType): Property {
  const left = ['$schema', 'description', 'propertyNames']
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return Object.fromEntries(Object.entries(described).filter(([key]) => !left.includes(key)))
}
