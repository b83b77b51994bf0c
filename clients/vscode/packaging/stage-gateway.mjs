import fs from 'node:fs'
import path from 'node:path'
import { copy, readJson, root } from './files.mjs'
import { lockFile, packageFolder } from './package-folder.mjs'

/** What llama.cpp would be built from, which nobody does in an editor. */
const sources = /^llama\/(gitRelease\.bundle|addon|cmake|patches|profiles|toolchains|xpack|CMakeLists\.txt)/
const unread = /\.(d\.ts|d\.mts|d\.cts|map|md|tsbuildinfo)$/i

/** The local gateway and the engine, for the flavour that answers on this computer. */
export function stageGateway(modules, { llama }) {
  const inference = path.join(root, 'inference')
  if (!fs.existsSync(path.join(inference, 'dist/gateway.js')))
    throw new Error('The gateway is not built: run `npm run build`.')
  const staged = path.join(modules, '@wayline/inference')
  copy(path.join(inference, 'dist'), path.join(staged, 'dist'), file => !unread.test(file))
  const { name, version, license, type, exports } = readJson(path.join(inference, 'package.json'))
  const doors = { './gateway': exports['./gateway'] }
  fs.writeFileSync(path.join(staged, 'package.json'), JSON.stringify({ name, version, license, type, exports: doors }))
  for (const place of closure('node_modules/node-llama-cpp'))
    copy(path.join(root, place), path.join(modules, place.replace(/^node_modules\//, '')), file => {
      const [first] = file.split(path.sep)
      return first !== 'node_modules' && !unread.test(file) && !sources.test(file.split(path.sep).join('/'))
    })
  copy(packageFolder(llama), path.join(modules, llama), file => !unread.test(file))
}

/** A package of the lock file and all that it needs, as places in `node_modules`. */
function closure(first) {
  const { packages } = lockFile()
  const places = new Set()
  const visit = place => {
    if (places.has(place)) return
    places.add(place)
    for (const name of Object.keys(packages[place].dependencies ?? {})) visit(resolved(packages, place, name))
  }
  visit(first)
  return places
}

/** Where a package finds another, by Node's rule: beside itself, or in a folder above. */
function resolved(packages, place, name) {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (candidate in packages) return candidate
    if (folder === '') throw new Error(`The lock file does not have ${name}, which ${place} needs.`)
  }
}
