import { parseConfig } from '../config.ts'
import { createIsWanted } from './is-wanted.ts'

const isWanted = (completion: object, path: string, languageId = 'go'): boolean =>
  createIsWanted(() => parseConfig({ completion }).config.completion)({ path, languageId })

test.each<[string[], string, boolean]>([
  [[], 'a.go', true],
  [['vendor'], 'vendor/a.go', false],
  [['vendor'], 'vendor/deep/er/.hidden/a.go', false],
  [['vendor'], 'vendors/a.go', true],
  [['vendor'], 'src/vendor/a.go', true],
  [['vendor/'], 'vendor/a.go', false],
  [['./vendor'], 'vendor/a.go', false],
  [['/vendor'], 'vendor/a.go', false],
  [['src\\old'], 'src/old/a.go', false],
  [['src/old'], 'src/new/a.go', true],
  [['**/generated'], 'generated/a.go', false],
  [['**/generated'], 'src/deep/generated/a.go', false],
  [['packages/*/test'], 'packages/one/test/a.go', false],
  [['packages/*/test'], 'packages/one/src/a.go', true],
  [['docs', 'vendor'], 'docs/a.go', false],
  [['**'], 'a.go', false],
  [['**/*.pb.go'], 'src/a.pb.go', false],
  [[' ', '/'], 'a.go', true],
])('with the folders %j off, whether completions are on in %s is %s', (disabledFolders, path, expected) => {
  expect(isWanted({ disabledFolders }, path)).toBe(expected)
})

test('off is off, and a language can be off by itself', () => {
  expect(isWanted({ enabled: false }, 'a.go')).toBe(false)
  expect(isWanted({ disabledLanguages: ['go'] }, 'a.go')).toBe(false)
  expect(isWanted({ disabledLanguages: ['go'] }, 'a.c', 'c')).toBe(true)
})

test('a language that is off may be called what the editor calls it', () => {
  expect(isWanted({ disabledLanguages: ['sh'] }, 'a.sh', 'shellscript')).toBe(false)
})

test('other settings hold at once', () => {
  let { completion } = parseConfig({}).config
  const isOn = createIsWanted(() => completion)
  const document = { languageId: 'go', path: 'vendor/a.go' }
  expect(isOn(document)).toBe(true)
  completion = parseConfig({ completion: { disabledFolders: ['vendor'] } }).config.completion
  expect(isOn(document)).toBe(false)
  completion = parseConfig({ completion: { disabledFolders: ['docs'] } }).config.completion
  expect(isOn(document)).toBe(true)
})
