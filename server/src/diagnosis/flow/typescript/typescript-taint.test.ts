import { diagnoseMarked } from '../marked-program.ts'

async function expectMarked(text: string, languageId = 'javascript'): Promise<void> {
  const { found, marked } = await diagnoseMarked(languageId, text)
  expect(found).toEqual(marked)
}

const head = `const express = require('express'); const fs = require('fs'); const path = require('path'); const cp = require('child_process')
const mysql = require('mysql'); const app = express(); const connection = mysql.createConnection({})`

/** The body of a handler of a route, as a program. */
function route(body: string): string {
  return `${head}\napp.get('/', (req, res) => {\n${body}\n})`
}

describe('What a request brings is followed to where it does harm', () => {
  test('through concatenation, templates and variables', () =>
    expectMarked(
      route(`const id = req.query.id
      let sql = 'SELECT * FROM t WHERE id = ' + id
      connection.query(sql) // finds js-tainted-sql
      connection.query(\`SELECT \${id}\`, done) // finds js-tainted-sql`),
    ))

  test('not through a bound parameter', () =>
    expectMarked(route(`connection.query('SELECT * FROM t WHERE id = ?', [req.query.id], done)`)))

  test('not as a number', () =>
    expectMarked(
      route(`connection.query('SELECT ' + parseInt(req.query.id, 10)); connection.query('SELECT ' + +req.query.id)`),
    ))

  test('through what is taken apart, with defaults and rests', () =>
    expectMarked(
      route(`const { query: { name = 'x', ...others }, body } = req
      const [first, second] = [body.a, 'constant']
      cp.exec('ls ' + name) // finds js-tainted-command
      cp.exec(others.b) // finds js-tainted-command
      cp.exec(first) // finds js-tainted-command
      cp.exec(second)`),
    ))

  test('by the key of an object and the place in an array', () =>
    expectMarked(
      route(`const values = { a: 'x', b: req.query.b, ...{ c: 'y' } }
      cp.exec(values.a); cp.exec(values['c'])
      cp.exec(values['b']) // finds js-tainted-command
      const list = ['x']; list.push(req.query.c)
      cp.exec(list[0])
      cp.exec(list[1]) // finds js-tainted-command`),
    ))

  test('not on a path that constants rule out, nor where every path replaces it', () =>
    expectMarked(
      route(`let name = req.query.name
      const number = 7
      if (number * 6 > 40) name = 'x'
      cp.exec(name)
      let other = req.query.other
      if (res.headersSent) other = 'a'; else other = 'b'
      cp.exec(other)`),
    ))

  test('through cases that fall through', () =>
    expectMarked(
      route(`let name = 'x'
      switch (app.mode) { case 1: name = req.query.a; case 2: cp.exec(name); break // finds js-tainted-command
        default: cp.exec(name) }`),
    ))

  test('through ??, ||, && and ?.', () =>
    expectMarked(
      route(`cp.exec(req.query?.a ?? 'x') // finds js-tainted-command
      cp.exec(req.query.b || 'x') // finds js-tainted-command
      cp.exec(req.query.c && 'x')`),
    ))

  test('through functions of arrays', () =>
    expectMarked(
      route(`const all = req.body.names.map(name => name.trim()).filter(Boolean)
      all.forEach(one => { cp.exec(one) }) // finds js-tainted-command
      const text = ['a', 'b'].reduce((sum, key) => sum + req.query[key], '')
      cp.exec(text) // finds js-tainted-command
      cp.exec(all.map(() => 'x').join(' '))`),
    ))

  test('through loops, with of and in', () =>
    expectMarked(
      route(`for (const one of req.body.list) cp.exec(one) // finds js-tainted-command
      for (const key in req.query) { cp.exec(key) } // finds js-tainted-command`),
    ))

  test('through promises', () =>
    expectMarked(
      `const { exec } = require('node:child_process')
      module.exports = async function (req, res) {
        const name = await Promise.resolve(req.query.a)
        exec(name) // finds js-tainted-command
        new Promise(resolve => resolve(req.query.b)).then(one => exec(one)) // finds js-tainted-command
      }`,
    ))

  test('out of try, and through finally', () =>
    expectMarked(
      route(`let name = ''
      try { name = req.query.name } catch { name = 'x' } finally { res.status(200) }
      cp.exec(name) // finds js-tainted-command`),
    ))

  test('through spread arguments and rests of parameters', () =>
    expectMarked(
      route(`function run(program, ...others) { cp.exec(others[0]); // finds js-tainted-command
        cp.exec(program) }
      run('ls', ...[req.query.a])`),
    ))
})

describe('Functions of the file', () => {
  test('hand on what they are given, or not', () =>
    expectMarked(
      route(`cp.exec(trimmed(req.query.a)) // finds js-tainted-command
      cp.exec(constant(req.query.a))`) +
        `\nfunction trimmed(text) { return text.trim() }\nconst constant = text => 'x'`,
    ))

  test('see what stands around them', () =>
    expectMarked(
      route(`const name = req.query.name
      const later = () => { cp.exec(name) } // finds js-tainted-command
      setTimeout(later, 10)
      connection.query('SELECT 1', (error, rows) => { res.send('<p>' + name) }) // finds js-tainted-html`),
    ))

  test('are members of objects and classes', () =>
    expectMarked(
      `import { exec } from 'child_process'
      class Runner {
        prefix: string
        constructor(private name: string) { this.prefix = 'x' }
        run() { exec(this.name); // finds js-tainted-command
          exec(this.prefix) }
      }
      const tools = { clean(text: string) { return 'x' }, keep: (text: string) => text }
      export const handler = (req: Request, res: Response): void => {
        new Runner(req.query.name as string).run()
        exec(tools.clean(req.query.a!))
        exec(tools.keep(req.query.a!)) // finds js-tainted-command
      }`,
      'typescript',
    ))

  test('of old style make objects too', () =>
    expectMarked(
      `const mysql = require('mysql')
      function Users(db) { this.find = (name, done) => { db.query('SELECT ' + name, done) } } // finds js-tainted-sql
      module.exports = db => { const users = new Users(db); return (req, res) => users.find(req.body.name, () => res.end()) }`,
    ))

  test('of a generator give what they yield', () =>
    expectMarked(
      route(`function* all() { yield 'a'; yield req.query.b }
      for (const one of all()) cp.exec(one) // finds js-tainted-command`),
    ))
})

describe('What makes it safe', () => {
  test('a page escapes, or is none', () =>
    expectMarked(
      `const escapeHtml = require('escape-html')\n${route(`res.send('<p>' + escapeHtml(req.query.a))
      res.json({ a: req.query.a }); res.send({ a: req.query.a })
      res.send('<p>' + req.query.a) // finds js-tainted-html`)}`,
    ))

  test('the type of an answer', () => expectMarked(route(`res.type('text/plain'); res.send('<p>' + req.query.a)`)))

  test('the last part of a path, or a check that it is inside a folder', () =>
    expectMarked(
      route(`fs.readFileSync(path.join('/a', path.basename(req.query.a)))
      const file = path.resolve('/a', req.query.b)
      if (!file.startsWith('/a/')) return res.sendStatus(400)
      fs.readFileSync(file)
      const name = req.query.c
      if (name.includes('..') || name.indexOf('/') !== -1) return
      fs.readFileSync('/a/' + name)
      fs.readFileSync(path.join('/a', req.query.d)) // finds js-tainted-path`),
    ))

  test('a list or pattern of what is allowed', () =>
    expectMarked(
      route(`const name = req.query.a
      if (['a', 'b'].includes(name)) cp.exec(name)
      if (!/^[a-z]+$/.test(name)) return
      cp.exec(name)`),
    ))

  test('asking for its type', () =>
    expectMarked(
      route(`const name = req.body.name
      if (typeof name !== 'string') return
      User.findOne({ name }); User.findOne({ name: String(req.body.b) }); User.findOne({ id: req.params.id })
      User.findOne({ name: req.body.name }) // finds js-tainted-nosql`),
    ))

  test('an address of one’s own before it', () =>
    expectMarked(
      route(`res.redirect('/search?q=' + req.query.q)
      res.redirect(req.query.next) // finds js-tainted-redirect`),
    ))
})

test('names of properties of properties reach what all objects have', () =>
  expectMarked(
    route(`const settings = {}
    settings[req.body.a] = 1
    settings[req.body.a][req.body.b] = req.body.c // finds js-tainted-property
    actions[req.query.action](res) // finds js-tainted-method`),
  ))

describe('Frameworks', () => {
  test('Nest fills parameters in', () =>
    expectMarked(
      `import { Controller, Get, Query, Param, ParseIntPipe } from '@nestjs/common'
      import { Repository } from 'typeorm'
      @Controller('x') class Shop {
        constructor(private readonly orders: Repository<Order>) {}
        @Get(':key') one(@Param('key') key: string) { return User.findOne({ key }) }
        @Get() list(@Query('name') name: string, @Param('id', ParseIntPipe) id: number) {
          this.orders.query('SELECT ' + id)
          return this.orders.query(\`SELECT \${name}\`) // finds js-tainted-sql
        }
      }`,
      'typescript',
    ))

  test('Koa has its context', () =>
    expectMarked(
      `import Koa from 'koa'; import { exec } from 'child_process'
      const app = new Koa()
      app.use(async (ctx, next) => { exec(ctx.request.query.name); // finds js-tainted-command
        ctx.body = '<p>' + ctx.query.name }) // finds js-tainted-html`,
    ))

  test('Next has functions for methods', () =>
    expectMarked(
      `import { NextResponse } from 'next/server'
      export async function GET(request: NextRequest) {
        const url = request.nextUrl.searchParams.get('url')
        await fetch(url!) // finds js-tainted-url
        return NextResponse.json({})
      }`,
      'typescript',
    ))

  test('functions in the cloud have their event', () =>
    expectMarked(
      `exports.handler = async event => { eval(event.body) } // finds js-tainted-code
      const other = async event => { eval(event.body) }`,
    ))

  test('the browser has its address and messages', () =>
    expectMarked(
      `const name = new URLSearchParams(window.location.search).get('name')
      document.getElementById('a').innerHTML = name // finds js-tainted-dom
      document.getElementById('a').textContent = name
      window.addEventListener('message', event => { document.write(event.data) }) // finds js-tainted-dom
      $('#a').html(location.hash) // finds js-tainted-dom
      location.href = decodeURIComponent(location.hash.slice(1)) // finds js-tainted-redirect`,
    ))

  test('elements have a property for HTML', () =>
    expectMarked(
      `export function Page() {
        const name = location.hash
        return <div title={name}>{name}<p dangerouslySetInnerHTML={{ __html: name }} /></div> // finds js-tainted-dom
      }`,
      'typescriptreact',
    ))
})
