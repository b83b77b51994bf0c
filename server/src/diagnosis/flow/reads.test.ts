import fs from 'node:fs'
import path from 'node:path'
import { absent, contentState, type Dependencies } from '../dependencies.ts'
import { createDiagnoseFile } from '../diagnose-file.ts'
import { createWasmGrammars } from '../../syntax/wasm.ts'
import { createFlowFinder } from './flow-finder.ts'
import { useProgramFolder } from './program-folder.ts'
import { createReads } from './reads.ts'

const { root, write } = useProgramFolder()

const diagnose = createDiagnoseFile({
  open: createWasmGrammars(),
  suppressions: { isKnown: () => true, isActive: () => true },
  finders: [createFlowFinder({ now: () => 0 })],
  log: message => {
    throw new Error(message)
  },
})

async function dependenciesOf(file: string, languageId: string): Promise<Dependencies> {
  const dependencies: Dependencies = new Map()
  await diagnose({ path: file, languageId, text: fs.readFileSync(file, 'utf8') }, dependencies)
  return dependencies
}

const stateOf = (file: string): string => contentState(fs.readFileSync(file))

describe('The files that the findings of a file depend on', () => {
  test('are those that what it calls calls, for each that calls it', async () => {
    const inner = write('src/main/java/a/Inner.java', 'package a; class Inner { static String f() { return "x"; } }')
    const outer = write(
      'src/main/java/a/Outer.java',
      'package a; class Outer { static String f() { return Inner.f(); } }',
    )
    for (const name of ['One', 'Two']) {
      const text = `package a; class ${name} { void f() throws Exception { new java.io.File(Outer.f()); } }`
      const dependencies = await dependenciesOf(write(`src/main/java/a/${name}.java`, text), 'java')
      expect(dependencies.get(outer)).toBe(stateOf(outer))
      expect(dependencies.get(inner)).toBe(stateOf(inner))
    }
  })

  test('are not there, where one that it names is not: the uppermost folder says so', async () => {
    const text = 'package a; import org.library.Texts; class One { void f() { Texts.clean(Texts.name()); } }'
    const dependencies = await dependenciesOf(write('src/main/java/a/One.java', text), 'java')
    const missing = [...dependencies]
      .filter(([, state]) => state === absent)
      .map(([file]) => path.relative(root(), file))
    expect(missing.sort()).toEqual(['src/main/java/org', 'src/main/java/org.java'])
  })

  test('are modules of Python, for each file that imports them', async () => {
    write('.git/HEAD', '')
    const texts = write('texts.py', 'def clean(text):\n    return text\n')
    for (const name of ['one', 'two']) {
      const text = 'import texts\n\ndef f(name):\n    open(texts.clean(name))\n'
      const dependencies = await dependenciesOf(write(`${name}.py`, text), 'python')
      expect(dependencies.get(texts)).toBe(stateOf(texts))
    }
  })
})

describe('The files that a file of TypeScript imports', () => {
  const page = `import { clean } from './lib'
import { none } from './none'
export const page = (req, res) => { res.send(clean(req.query.a) + none()) }`

  test('are those that its findings depend on, with what they import, and those that are not there', async () => {
    write('lib/index.ts', `export * from './clean'`)
    const inner = write('lib/inner.ts', 'export const inner = text => text')
    const clean = write('lib/clean.ts', `import { inner } from './inner'\nexport const clean = text => inner(text)`)
    for (const name of ['one', 'two']) {
      const dependencies = await dependenciesOf(write(`${name}.ts`, page), 'typescript')
      expect(dependencies.get(clean)).toBe(stateOf(clean))
      expect(dependencies.get(inner)).toBe(stateOf(inner))
      expect(dependencies.get(path.join(root(), 'none.ts'))).toBe(absent)
    }
  })

  test('are only looked at where nothing comes in from outside', async () => {
    const clean = write('lib.ts', `import { other } from './other'\nexport const clean = text => other(text)`)
    write('other.ts', 'export const other = text => text')
    const file = write('one.ts', `import { clean } from './lib'\nexport const page = text => clean(text)`)
    const dependencies = await dependenciesOf(file, 'typescript')
    expect([...dependencies].filter(([, state]) => state.length > 1)).toEqual([[clean, stateOf(clean)]])
  })
})

test('what has been kept is not repeated once a file that it was made of has changed', () => {
  const file = write('a', 'one')
  let time = 0
  const reads = createReads(() => time)
  const read: Dependencies = new Map([[file, stateOf(file)]])
  expect(reads.recorded(() => reads.repeat(read))).toEqual({ result: true, read })
  write('a', 'two')
  time += 10_000
  expect(reads.recorded(() => reads.repeat(read))).toEqual({ result: false, read: new Map() })
})

test('who records around something has read what that has read, although it failed', () => {
  const reads = createReads(() => 0)
  const { read } = reads.recorded(() => {
    expect(() =>
      reads.recorded(() => {
        reads.add('/a', absent)
        throw new Error('out of budget')
      }),
    ).toThrow()
  })
  expect([...read]).toEqual([['/a', absent]])
})
