import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import * as z from 'zod'
import { ModelIndex } from './model-index.ts'
import { ModelFile } from './models.ts'

const loaded = new Map<string, ModelIndex>()

/** The models of a language, read once. Throws where one is not as it should be. */
export function loadModels(language: string): ModelIndex {
  const index = loaded.get(language) ?? new ModelIndex(readModels(language))
  loaded.set(language, index)
  return index
}

/** The build turns YAML into JSON, which is read in a tenth of the time; without a build there are the sources. */
function readModels(language: string): ModelFile[] {
  const here = path.dirname(fileURLToPath(import.meta.url))
  const built = path.join(here, 'flow-models', `${language}.json`)
  const files = fs.existsSync(built) ? jsonIn(built) : yamlIn(path.join(here, 'models', language))
  return z.array(ModelFile).parse(files)
}

function jsonIn(file: string): unknown {
  return JSON.parse(fs.readFileSync(file, 'utf8'))
}

function yamlIn(folder: string): unknown[] {
  const names = fs.readdirSync(folder).filter(name => name.endsWith('.yml'))
  return names.sort().map((name): unknown => parse(fs.readFileSync(path.join(folder, name), 'utf8')))
}
