import fs from 'node:fs'
import path from 'node:path'
import { jetbrains } from '../../server/src/commands/editors/jetbrains.ts'
import { languages, type Language } from '../../server/src/commands/editors/languages.ts'
import { root } from './imports.ts'

const bridge = path.join(root, 'clients/jetbrains-bridge')
/** The plug-in's descriptor. */
export const pluginXml = path.join(bridge, 'plugin/src/main/resources/META-INF/plugin.xml')
/** The template for sites without the plug-in. */
export const templateJson = path.join(bridge, 'lsp4ij-template/template.json')

/** What is generated of the bridge, by file: both know the languages that all editors are told of. */
export function bridgeFiles(): [file: string, text: string][] {
  return [
    [pluginXml, withMappings(fs.readFileSync(pluginXml, 'utf8'), languages)],
    [templateJson, template()],
  ]
}

/** The descriptor with the languages between its marks. */
export function withMappings(descriptor: string, mapped: Pick<Language, 'id' | 'patterns'>[]): string {
  const marked = /(<!-- languages:start -->)[\s\S]*(\n *<!-- languages:end -->)/
  if (!marked.test(descriptor)) throw new Error('The descriptor has no place for languages.')
  const lines = mapped.map(
    ({ id, patterns }) =>
      `\n    <fileNamePatternMapping serverId="wayline" patterns="${patterns.join(';')}" languageId="${id}"/>`,
  )
  return descriptor.replace(marked, (_, start: string, end: string) => `${start}${lines.join('')}${end}`)
}

/** What `wayline editors jetbrains` prints, with the command as it is found in PATH. */
function template(): string {
  const printed = JSON.parse(jetbrains.snippet(['wayline', 'lsp', '--stdio'])) as { programArgs: object }
  // Windows runs what npm puts into PATH only through its shell.
  const programArgs = { windows: 'cmd /C wayline.cmd lsp --stdio', ...printed.programArgs }
  const env = { includeSystemEnvironmentVariables: true, variables: {} }
  return `${JSON.stringify({ ...printed, programArgs, env }, null, 2)}\n`
}
