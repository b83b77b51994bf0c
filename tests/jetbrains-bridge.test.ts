import fs from 'node:fs'
import path from 'node:path'
import { settings } from '../server/src/config.ts'
import { commands } from '../server/src/protocol/index.ts'
import { bridgeFiles, pluginXml, templateJson, withMappings } from './src/jetbrains-bridge.ts'
import { root } from './src/imports.ts'

const sources = path.join(root, 'clients/jetbrains-bridge/plugin/src/main/java/dev/wayline/bridge')

function source(name: string): string {
  return fs.readFileSync(path.join(sources, name), 'utf8')
}

function json(name: string): unknown {
  return JSON.parse(fs.readFileSync(path.join(path.dirname(templateJson), name), 'utf8'))
}

describe('The JetBrains bridge keeps up with the server', () => {
  test.each(bridgeFiles())(
    '%s has the languages that all editors are told of (npm run jetbrains-files)',
    (file, text) => {
      // Formatting is the formatter's matter.
      const plain = (content: string): string => content.replaceAll(/\s+/g, '')
      expect(plain(fs.readFileSync(file, 'utf8'))).toBe(plain(text))
    },
  )

  test('a language that is missing is noticed', () => {
    const descriptor = fs.readFileSync(pluginXml, 'utf8')
    expect(withMappings(descriptor, [{ id: 'cobol', patterns: ['*.cob', '*.cbl'] }])).toContain(
      '<fileNamePatternMapping serverId="wayline" patterns="*.cob;*.cbl" languageId="cobol"/>',
    )
  })

  test('every action and the status bar send a command of the protocol', () => {
    const sent = [source('Actions.java'), source('StatusWidget.java')].flatMap(
      text => text.match(/"wayline\.\w+"/g) ?? [],
    )
    expect(sent.length).toBeGreaterThan(6)
    const known: string[] = Object.values(commands)
    expect(sent.map(quoted => quoted.slice(1, -1)).filter(command => !known.includes(command))).toEqual([])
  })

  test('the settings that the page sets are settings of the server', () => {
    const names = settings().map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['wayline.gateway.url', 'wayline.gateway.token', 'wayline.completion.enabled']),
    )
    expect(source('SettingsSection.java')).toMatch(
      /objectIn\(section, "gateway"\)[\s\S]*"url"[\s\S]*"token"[\s\S]*"completion"[\s\S]*"enabled"/,
    )
  })

  test('the plug-in asks for the Node.js that the server needs', () => {
    const { engines } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      engines: { node: string }
    }
    const [, major, minor] = /oldest = new NodeVersion\((\d+), (\d+)\)/.exec(source('NodeVersion.java')) ?? []
    expect(engines.node).toBe(`>=${major ?? ''}.${minor ?? ''}`)
  })
})

describe('The template for LSP4IJ', () => {
  test('has settings of the server alone', () => {
    const paths = (value: unknown, name: string): string[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, inner]) => paths(inner, name === '' ? key : `${name}.${key}`))
        : [name]
    const names = settings().map(({ name }) => name)
    for (const file of ['settings.json', 'initializationOptions.json']) {
      expect(paths(json(file), '').filter(name => !names.includes(name))).toEqual([])
    }
  })

  test('asks for no notification that LSP4IJ would not know', () => {
    expect(json('initializationOptions.json')).not.toHaveProperty('client')
  })
})
