import fs from 'node:fs'
import { gunzipSync } from 'node:zlib'
import * as z from 'zod'

/** The files of the sample projects: text by path, such as `python-shop/app.py`. */
export type Samples = ReadonlyMap<string, string>

/** A path that leads nowhere but down. */
const Path = z.string().regex(/^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*$/)
const SamplesFile = z.record(Path, z.string())

/** Reads the samples as `build.mjs` has put them together, one file for the page and for the language server. */
export function readSamples(file: string): Samples {
  return new Map(Object.entries(SamplesFile.parse(JSON.parse(gunzipSync(fs.readFileSync(file)).toString('utf8')))))
}
