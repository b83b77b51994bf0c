import fs from 'node:fs'
import path from 'node:path'
import { diagnoseMarked, diagnoseProgram } from '../marked-program.ts'
import { useProgramFolder } from '../program-folder.ts'

const { root, write } = useProgramFolder()

async function expectMarked(file: string, text: string): Promise<void> {
  const languageId = { '.ts': 'typescript', '.tsx': 'typescriptreact' }[path.extname(file)] ?? 'javascript'
  const { found, marked } = await diagnoseMarked(languageId, text, write(file, text))
  expect(found).toEqual(marked)
}

const texts = `export const keep = (text: string): string => prefixed(text)
export const drop = (text: string) => 'x'
function prefixed(text: string) { return 'a ' + text }
export class Keeper {
  constructor(private kept: string) {}
  get() { return this.kept }
  static hand(text: string) { return text }
}
const all = { keep, drop(text: string) { return 'x' } }
export { all as default }
`

describe('Functions of other files', () => {
  beforeEach(() => {
    write('lib/texts.ts', texts)
    write('lib/index.ts', `export { keep as kept, drop as dropped } from './texts'\nexport * from './texts'`)
  })

  test.each([
    ['names', `import { keep, drop, Keeper } from './lib/texts'`, ''],
    ['names of a compiled file', `import { keep, drop, Keeper } from './lib/texts.js'`, ''],
    ['everything', `import * as texts from './lib/texts'`, 'texts.'],
    ['what a folder hands on', `import { keep, drop, Keeper } from './lib'`, ''],
    ['everything that a folder hands on', `import * as texts from './lib'`, 'texts.'],
    ['names with require', `const { keep, drop, Keeper } = require('./lib/texts')`, ''],
    ['everything with require', `const texts = require('./lib/texts')`, 'texts.'],
    ['everything at run time', `const texts = await import('./lib/texts')`, 'texts.'],
  ])('are found by importing %s', (_, statement, prefix) =>
    expectMarked(
      'page.ts',
      `import { exec } from 'child_process'
${statement}
export const page = (req, res) => {
  exec(${prefix}keep(req.query.a)) // finds js-tainted-command
  exec(${prefix}drop(req.query.a))
  exec(new ${prefix}Keeper(req.query.a).get()) // finds js-tainted-command
  exec(${prefix}Keeper.hand(req.query.a)) // finds js-tainted-command
  exec(new ${prefix}Keeper('x').get())
}`,
    ),
  )

  test('are found by other names, and as members of what is exported by default', () =>
    expectMarked(
      'page.ts',
      `import { exec } from 'child_process'
import { kept, dropped } from './lib'
import texts, { keep as other } from './lib/texts'
export const page = (req, res) => {
  exec(kept(req.query.a)) // finds js-tainted-command
  exec(dropped(req.query.a))
  exec(texts.keep(req.query.a)) // finds js-tainted-command
  exec(texts.drop(req.query.a))
  exec(other(req.query.a)) // finds js-tainted-command
}`,
    ))

  test('are not those of the same name that stand in this one', () =>
    expectMarked(
      'page.ts',
      `import { exec } from 'child_process'
import { keep } from './lib/texts'
export const page = (req, res) => {
  const drop = text => text
  exec(drop(req.query.a)) // finds js-tainted-command
  { const keep = text => 'x'; exec(keep(req.query.a)) }
}`,
    ))

  test('clean what they are given', async () => {
    write('clean.js', `const { basename } = require('path')\nexports.nameOf = file => basename(file)`)
    await expectMarked(
      'page.js',
      `const fs = require('fs')
const { nameOf } = require('./clean')
exports.page = (req, res) => {
  fs.readFileSync('/a/' + nameOf(req.query.a))
  fs.readFileSync('/a/' + req.query.a) // finds js-tainted-path
}`,
    )
  })

  test('read the request, and hand on what it brings', async () => {
    write('read.ts', 'export function nameIn(req: Request) { return req.query.name }')
    await expectMarked(
      'page.ts',
      `import { exec } from 'child_process'
import { nameIn } from './read'
export const page = (req, res) => { exec(nameIn(req)) } // finds js-tainted-command`,
    )
  })

  test('give nothing back, which is used as if it were something', async () => {
    write('find.ts', 'export function find(name: string) { return null }\nexport let later = null')
    await expectMarked(
      'page.ts',
      `import { find, later } from './find'
export const page = () => {
  const found = find('a')
  found.run() // finds null-dereference
  later.run()
}`,
    )
  })

  test('call the functions that they are given', async () => {
    write(
      'each.ts',
      'export const withEach = (all: string[], run: (one: string) => void) => { for (const one of all) run(one) }',
    )
    await expectMarked(
      'page.ts',
      `import { exec } from 'child_process'
import { withEach } from './each'
export const page = (req, res) => {
  withEach(req.query.all, one => { exec(one) }) // finds js-tainted-command
}`,
    )
  })

  test('of CommonJS are what the module is, members of it, and what it hands on', async () => {
    write('run.js', `const { exec } = require('child_process')\nmodule.exports = command => { exec(command) }`)
    write('all.js', `module.exports = { run: require('./run'), texts: { drop: () => 'x' } }`)
    await expectMarked(
      'page.js',
      `const run = require('./run')
const { run: other, texts } = require('./all')
exports.page = (req, res) => {
  run(req.query.a) // finds js-tainted-command
  other(req.query.a) // finds js-tainted-command
  require('./all').run(req.query.a) // finds js-tainted-command
  run(texts.drop(req.query.a))
  run('ls')
}`,
    )
  })

  test('are made by functions that a module is', async () => {
    write(
      'users.js',
      `module.exports = db => ({ find: name => db.query('SELECT ' + name), count: () => db.query('SELECT 1') })`,
    )
    await expectMarked(
      'page.js',
      `const db = require('mysql').createConnection({})
const users = require('./users')(db)
exports.page = (req, res) => {
  users.find(req.query.a) // finds js-tainted-sql
  users.count()
}`,
    )
  })

  test('are those of a database that another file opens', async () => {
    write(
      'db.js',
      `const Sequelize = require('sequelize')\nmodule.exports = { sequelize: new Sequelize('a'), pool: open() }`,
    )
    await expectMarked(
      'page.js',
      `const db = require('./db')
exports.page = (req, res) => {
  db.sequelize.query('SELECT ' + req.body.a) // finds js-tainted-sql
  db.pool.query('SELECT ' + req.body.a) // finds js-tainted-sql
}`,
    )
  })

  test('are methods of classes that a class is given, or extends', async () => {
    write(
      'users.service.ts',
      `import { Base } from './base'
export class UsersService extends Base { list(name: string) { return this.find(name) } none(name: string) { return 'x' } }`,
    )
    write(
      'base.ts',
      `import { exec } from 'child_process'\nexport abstract class Base { find(name: string) { exec('ls ' + name) } }`,
    )
    await expectMarked(
      'users.controller.ts',
      `import { Controller, Get, Query } from '@nestjs/common'
import { UsersService } from './users.service'
import type { Settings } from './base'
@Controller() export class UsersController {
  constructor(private readonly users: UsersService, private settings: Settings) {}
  @Get() list(@Query('name') name: string) { return this.users.list(name) } // finds js-tainted-command
  @Get() none(@Query('name') name: string) { return this.users.none(name) }
}`,
    )
  })

  test('are shown on the path to a finding', async () => {
    const runner = write(
      'runner.ts',
      `import { exec } from 'child_process'
export function run(name: string) {
  const command = 'ls ' + name
  exec(command)
}`,
    )
    const text = `import { run } from './runner'\nexport const page = (req, res) => run(req.query.a)`
    const [finding] = await diagnoseProgram('typescript', text, write('page.ts', text))
    const elsewhere = finding?.steps.filter(step => step.path !== null)
    expect(elsewhere?.map(step => [step.path, step.range.start.line])).toEqual([
      [runner, 2],
      [runner, 3],
    ])
  })

  test('have their own findings where nothing of this file comes in', async () => {
    write('other.js', `const { exec } = require('child_process')\nexports.run = req => exec(req.query.a)`)
    await expectMarked('page.js', `const { run } = require('./other')\nexports.page = () => run()`)
  })

  test('are found in files with elements in them', async () => {
    write('view.tsx', `export const title = (name: string) => name\nexport const View = () => <p>a</p>`)
    await expectMarked(
      'page.ts',
      `import { title } from './view'
document.write(title(location.hash)) // finds js-tainted-dom`,
    )
  })
})

describe('Handlers of other files', () => {
  test('are called with a request where they are given to a framework', async () => {
    write(
      'controller.js',
      `const { exec } = require('child_process')
exports.show = ({ query }, answer) => { exec(query.a) }
exports.list = (req, res) => { res.json([]) }`,
    )
    await expectMarked(
      'routes.js',
      `const router = require('express').Router()
const controller = require('./controller')
router.get('/a', controller.show) // finds js-tainted-command
router.get('/b', controller.list)
module.exports = router`,
    )
  })

  test('have findings of their own where their file tells what they are called with', async () => {
    const controller = `const { exec } = require('child_process')
exports.show = (req, res) => { exec(req.query.a) } // finds js-tainted-command`
    await expectMarked('controller.js', controller)
    await expectMarked('routes.js', `require('express').Router().get('/a', require('./controller').show)`)
  })
})

describe('Files', () => {
  const page = (from: string): string => `import { exec } from 'child_process'
import { f } from '${from}'
export const page = (req, res) => { exec(f(req.query.a)) }`
  const marked = (from: string): string => `${page(from)} // finds js-tainted-command`

  test('that import each other end', async () => {
    write('a.ts', `import { g } from './b'\nexport const f = text => g(text, 1)\nexport const x = g('a')`)
    write('b.ts', `import { f } from './a'\nexport const g = text => f(text)\nexport const y = f('a')`)
    await expectMarked('page.ts', marked('./a'))
  })

  test('that hand on each other end', async () => {
    write('a.ts', `export * from './b'`)
    write('b.ts', `export * from './a'\nexport * as all from './a'`)
    await expectMarked('page.ts', marked('./a'))
    await expectMarked('other.ts', `import * as all from './a'\nall.f()`)
  })

  test('that are as large as no program is are not read', async () => {
    write('large.ts', `export const f = text => 'x'\n${'// and so on\n'.repeat(400_000)}`)
    await expectMarked('page.ts', marked('./large'))
  })

  test('that import thousands end', async () => {
    const names = Array.from({ length: 1000 }, (_, at) => `f${String(at)}`)
    for (const name of names) write(`many/${name}.ts`, `export const ${name} = text => 'x'`)
    const calls = names.map(name => `import { ${name} } from './many/${name}'\n${name}('a')`).join('\n')
    await expectMarked('page.ts', `${calls}\n${marked('./none')}`)
  })

  test('of packages are not read', async () => {
    write('node_modules/a/index.ts', `export const f = text => 'x'`)
    await expectMarked('page.ts', marked('./node_modules/a'))
    await expectMarked('other.ts', marked('a'))
  })

  test('that links outside the workspace lead to are not read', async () => {
    const outside = fs.mkdtempSync(path.join(process.cwd(), 'node_modules', '.wayline-outside-'))
    try {
      fs.writeFileSync(path.join(outside, 'f.ts'), `export const f = text => 'x'`)
      fs.symlinkSync(path.join(outside, 'f.ts'), path.join(root(), 'f.ts'))
      await expectMarked('page.ts', marked('./f'))
    } finally {
      fs.rmSync(outside, { recursive: true })
    }
  })
})
