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

/** Reads the models of a language. Throws where one is not as it should be. */
export function loadModels(language: string, folder = modelFolder()): { index: ModelIndex; files: ModelFile[] } {
  const place = path.join(folder, language)
  const files = fs
    .readdirSync(place)
    .filter(name => name.endsWith('.yml'))
    .sort()
    .map(name => ModelFile.parse(parse(fs.readFileSync(path.join(place, name), 'utf8'))))
  return { index: new ModelIndex(files), files }
}
