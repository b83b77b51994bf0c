import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { ModelIndex } from './model-index.ts'
import { ModelFile } from './models.ts'

/** Where the build has put the models: beside the program, or beside the sources in tests. */
export function modelFolder(): string {
  const here = path.dirname(fileURLToPath(import.meta.url))
  const beside = path.join(here, 'flow-models')
  return fs.existsSync(beside) ? beside : path.join(here, 'models')
}

const loaded = new Map<string, ModelIndex>()

/** The models of a language, read once. Throws where one is not as it should be. */
export function loadModels(language: string): ModelIndex {
  const index = loaded.get(language) ?? readModels(path.join(modelFolder(), language))
  loaded.set(language, index)
  return index
}

function readModels(place: string): ModelIndex {
  const files = fs
    .readdirSync(place)
    .filter(name => name.endsWith('.yml'))
    .sort()
    .map(name => ModelFile.parse(parse(fs.readFileSync(path.join(place, name), 'utf8'))))
  return new ModelIndex(files)
}
