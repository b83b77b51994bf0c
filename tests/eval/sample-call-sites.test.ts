import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sampleCallSites } from './sample-call-sites.ts'

const wanted = { language: 'python', package: 'shop', version: '1', registry: 'pypi' } as const
let folder: string

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wayline-sample-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

function write(name: string, text: string): void {
  fs.writeFileSync(path.join(folder, name), text)
}

test('draws calls of what exactly one other file declares, before it is used above', async () => {
  write('basket.py', 'def total_of(items):\n    pass\n\ndef close():\n    pass\n')
  write('till.py', 'def close():\n    pass\n')
  write(
    'main.py',
    'from basket import total_of\n\ndef main():\n    close()\n    a = total_of([])\n    b = total_of([a])\n    own()\n\ndef own():\n    pass\n',
  )
  const items = await sampleCallSites([{ wanted, folder }], 10, () => 0)
  expect(items.map(({ symbol, path: file, line, character }) => ({ symbol, file, line, character }))).toEqual([
    { symbol: 'total_of', file: 'main.py', line: 4, character: 8 },
  ])
  expect(items[0]).toMatchObject({ definition: 'def total_of(items):', link: 'import', expected: 'total_of([])' })
})
