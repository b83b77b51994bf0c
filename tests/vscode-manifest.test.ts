import fs from 'node:fs'
import path from 'node:path'
import { commands as serverCommands } from '@wayline/server/protocol'
import * as z from 'zod'
import { root } from './src/imports.ts'
import { manifestFile, readTexts, settingsPart, textsFile, writtenPart } from './src/vscode-settings.ts'

const extension = path.dirname(manifestFile)
const manifestText = fs.readFileSync(manifestFile, 'utf8')
const Manifest = z.object({
  version: z.string(),
  contributes: z.object({
    commands: z.array(z.object({ command: z.string() })),
    keybindings: z.array(z.unknown()).optional(),
    walkthroughs: z.array(
      z.object({ steps: z.array(z.object({ description: z.string(), media: z.object({ svg: z.string() }) })) }),
    ),
  }),
})
const manifest = Manifest.parse(JSON.parse(manifestText))
const english = readTexts(textsFile)
const chinese = readTexts(path.join(extension, 'package.nls.zh-cn.json'))
const sources = fs
  .readdirSync(path.join(extension, 'src'))
  .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map(name => fs.readFileSync(path.join(extension, 'src', name), 'utf8'))
  .join('\n')

describe('The manifest of the extension for VS Code', () => {
  test('has the settings of the server, as `npm run vscode-settings` writes them', () => {
    expect(writtenPart()).toEqual(settingsPart())
  })

  test('leaves no setting that decides where code goes to a repository', () => {
    const { properties } = settingsPart()
    const open = ['gateway.url', 'gateway.model', 'local.enabled', 'local.download', 'telemetry.send'].filter(
      name => properties[`wayline.${name}`]?.['scope'] !== 'application',
    )
    expect(open).toEqual([])
  })

  test('has no setting for the key', () => {
    expect(Object.keys(settingsPart().properties)).not.toContain('wayline.gateway.token')
  })

  test('has the version of the server that it brings', () => {
    const server = fs.readFileSync(path.join(root, 'server/package.json'), 'utf8')
    expect(manifest.version).toBe(z.object({ version: z.string() }).parse(JSON.parse(server)).version)
  })

  test('binds no keys', () => {
    expect(manifest.contributes.keybindings).toBeUndefined()
  })

  test('names only commands that the extension or the server has', () => {
    const known = new Set<string>(Object.values(serverCommands))
    const registered = [...sources.matchAll(/'(wayline\.\w+)'/g)].flatMap(([, name]) => name ?? [])
    const unknown = manifest.contributes.commands
      .map(({ command }) => command)
      .filter(command => !known.has(command) && !registered.includes(command))
    expect(unknown).toEqual([])
  })

  test('has the pictures of its first steps, and their links lead to commands', () => {
    const steps = manifest.contributes.walkthroughs.flatMap(walkthrough => walkthrough.steps)
    expect(steps.filter(({ media }) => !fs.existsSync(path.join(extension, media.svg)))).toEqual([])
    const names = new Set(manifest.contributes.commands.map(({ command }) => command))
    const linked = [english, chinese].flatMap(texts =>
      Object.values(texts).flatMap(text =>
        [...text.matchAll(/\(command:([\w.]+)\)/g)].flatMap(([, name]) => name ?? []),
      ),
    )
    expect(linked.length).toBeGreaterThan(4)
    expect(linked.filter(name => !names.has(name))).toEqual([])
  })
})

describe('The texts of the extension for VS Code', () => {
  test('of the manifest are the same in both languages, by their keys', () => {
    expect(Object.keys(chinese)).toEqual(Object.keys(english))
  })

  test('of the manifest are all there and all used', () => {
    const used = new Set([...manifestText.matchAll(/"%([\w.]+)%"/g)].flatMap(([, key]) => key ?? []))
    expect([...used].sort()).toEqual(Object.keys(english).sort())
  })

  test('of the program all have their Chinese, which fills in the same places', () => {
    const translated = readTexts(path.join(extension, 'l10n/bundle.l10n.zh-cn.json'))
    const used = [...sources.matchAll(/l10n\s*\.t\(\s*'((?:[^'\\]|\\.)*)'/g)].flatMap(([, text]) => text ?? [])
    expect(Object.keys(translated).sort()).toEqual([...new Set(used)].sort())
    const places = (text: string): string[] => (text.match(/\{\d\}/g) ?? []).sort()
    const odd = Object.entries(translated).filter(([text, other]) => String(places(text)) !== String(places(other)))
    expect(odd).toEqual([])
  })
})
