import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import vm from 'node:vm'
import { Ajv } from 'ajv'
import * as z from 'zod'

/**
 * What is wrong with a SARIF log, as its official schema has it; nothing where it conforms. A package that validates logs before it
 * uploads them carries the schema, as a value in its one file.
 */
export function sarifProblems(log: unknown): string[] {
  const ajv = new Ajv({ strict: false, allErrors: true })
  ajv.addFormat('uri', text => URL.canParse(text))
  ajv.addFormat('uri-reference', text => /^[!-~]*$/.test(text) && URL.canParse(text, 'https://example.com/'))
  ajv.addFormat('date-time', text => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)))
  const validate = ajv.compile(sarifSchema())
  return validate(log) ? [] : (validate.errors ?? []).map(error => `${error.instancePath} ${error.message ?? ''}`)
}

function sarifSchema(): Record<string, unknown> {
  const package_ = createRequire(import.meta.url).resolve('@datadog/datadog-ci-plugin-sarif/package.json')
  const bundle = fs.readFileSync(path.join(path.dirname(package_), 'dist/bundle.js'), 'utf8')
  const begin = bundle.indexOf('//#region src/json-schema/sarif-schema-2.1.0.json')
  const region = bundle.slice(begin, bundle.indexOf('//#endregion', begin))
  const value = region.slice(region.indexOf('sarif_schema_2_1_0_default'))
  const literal = value.slice(value.indexOf('{'), value.lastIndexOf('}') + 1)
  // wayline-ignore[js-code-runs-value] A package that we have installed ourselves, and its code runs anyway.
  const schema = z.record(z.string(), z.unknown()).parse(JSON.parse(JSON.stringify(vm.runInNewContext(`(${literal})`))))
  if (schema['title'] !== 'Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema')
    throw new Error('the schema is not where it was in this package')
  return schema
}
