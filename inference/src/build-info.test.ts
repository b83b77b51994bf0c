import fs from 'node:fs'
import { buildInfo } from './build-info.ts'

test('the version is that of the package, and a program run from source says so', () => {
  const text = fs.readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  expect(text).toContain(`"version": "${buildInfo().version}"`)
  expect(buildInfo().build).toBe('source')
})
