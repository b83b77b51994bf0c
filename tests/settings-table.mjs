// `npm run settings-table`: writes the README's table of settings from their one definition.
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = path.dirname(import.meta.dirname)
const bundle = path.join(root, 'server/dist/settings.mjs')
await build({
  entryPoints: [path.join(root, 'server/src/config.ts')],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
})
const { parseConfig, settings } = await import(pathToFileURL(bundle))
fs.rmSync(bundle)

const { config } = parseConfig({})
const defaultOf = name =>
  name
    .split('.')
    .slice(1)
    .reduce((value, key) => value[key], config)
const rows = settings().map(
  ({ name, description }) => `| \`${name}\` | \`${JSON.stringify(defaultOf(name))}\` | ${description} |`,
)
const table = `| setting | default | what it does |\n| --- | --- | --- |\n${rows.join('\n')}`
const readme = path.join(root, 'README.md')
const text = fs.readFileSync(readme, 'utf8')
fs.writeFileSync(
  readme,
  text.replace(/(<!-- settings:start -->)[\s\S]*(<!-- settings:end -->)/, `$1\n\n${table}\n\n$2`),
)
