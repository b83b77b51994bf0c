import { diagnoseMarked } from '../marked-program.ts'

const head = `import os, pickle, re, sqlite3, subprocess, requests, yaml, hashlib, random
import lxml.etree
from urllib.parse import urlparse
from flask import Flask, Response, jsonify, make_response, redirect, render_template, render_template_string, request, send_file, session
from markupsafe import Markup, escape
app = Flask(__name__)
db = sqlite3.connect('x.db')
BASE = '/srv/files'
ALLOWED = {'a', 'b'}
`

/** The body of a function that answers requests. */
async function expectMarked(body: string, before = ''): Promise<void> {
  const text = `${head}${before}\n@app.route('/page')\ndef page():\n${body.replaceAll(/^ {6}/gm, '  ')}\n`
  const { found, marked } = await diagnoseMarked('python', text)
  expect(found).toEqual(marked)
}

describe('What a request brings is followed to where it does harm', () => {
  test.each([
    ['an f-string', `f"SELECT * FROM t WHERE n = '{name}'"`],
    ['a percent sign', `"SELECT * FROM t WHERE n = '%s'" % name`],
    ['a percent sign and a tuple', `"SELECT %s FROM t WHERE n = '%s'" % ('a', name)`],
    ['format', `"SELECT * FROM t WHERE n = '{}'".format(name)`],
    ['format by name', `"SELECT * FROM t WHERE n = '{n}'".format(n=name)`],
    ['join', `" ".join(["SELECT", name])`],
    ['a conditional expression', `"SELECT" if os.name else name`],
    ['a default', `(name or "x")`],
    ['a lambda', `(lambda part: "SELECT " + part)(name)`],
    ['a comprehension', `[part.strip() for part in name.split(",")][0]`],
    ['a dictionary', `{"a": "x", "b": name}["b"]`],
    ['a slice', `("SELECT " + name)[2:]`],
  ])('through %s', (_, expression) =>
    expectMarked(`
      name = request.args.get('name')
      db.execute(${expression})  # finds python-tainted-sql
      return 'ok'`),
  )

  test('not through a bound parameter', () =>
    expectMarked(`
      db.execute('SELECT * FROM t WHERE n = ?', (request.args['name'],))
      return 'ok'`))

  test('through unpacking, augmented assignment and a walrus', () =>
    expectMarked(`
      first, *rest = request.form['a'], 'constant', 'other'
      text = 'SELECT '
      text += first
      db.execute(text)  # finds python-tainted-sql
      second, third = request.form['a'], 'constant'
      db.execute(third)
      if (found := request.form.get('b')):
        db.execute(found)  # finds python-tainted-sql
      return 'ok'`))

  test('by the place in a list and the key of a dictionary', () =>
    expectMarked(`
      values = ['first']
      values.append(request.args['name'])
      values.append('last')
      values.pop(0)
      open(values[1]).close()
      open(values[0]).close()  # finds python-tainted-path
      open(values[-1]).close()
      names = {}
      names['a'] = 'constant'
      names['b'] = request.args['name']
      open(names['a']).close()
      open(names.get('b')).close()  # finds python-tainted-path
      return 'ok'`))

  test('not on a path that constants rule out', () =>
    expectMarked(`
      name = request.args['name']
      number = 86
      chosen = 'constant' if 7 * 42 - number > 200 else name
      open(chosen).close()
      if 'way' in 'no way here':
        name = 'constant'
      open(name).close()
      return 'ok'`))

  test('into the case that a constant chooses', () =>
    expectMarked(`
      letters = 'ABC'
      match letters[1]:
        case 'A':
          name = 'a'
        case 'B' | 'D':
          name = request.args['name']
        case _:
          name = 'b'
      open(name).close()  # finds python-tainted-path
      return 'ok'`))

  test('out of try, with, for and while', () =>
    expectMarked(`
      name = ''
      try:
        name = request.args['name']
      except KeyError:
        return 'no'
      else:
        os.getpid()
      finally:
        os.getpid()
      with open('x') as file:
        for one in request.form.keys():
          while name == 'a':
            name = name + one
            break
      os.system(name)  # finds python-tainted-command
      return 'ok'`))
})

describe('Functions and classes of the file', () => {
  test('take arguments by name, by default and as a rest', () =>
    expectMarked(
      `
      helper('x', name=request.args['n'])
      several(request.args['n'], 'x')
      with_default(1)
      with_default(1, query=request.args['q'])
      return 'ok'`,
      `
def helper(first, *, name):
  db.execute(first + name)  # finds python-tainted-sql
def several(*parts, **named):
  db.execute('SELECT ' + parts[0])  # finds python-tainted-sql
def with_default(number, query='SELECT 1'):
  db.execute(query)  # finds python-tainted-sql`,
    ))

  test('keep values in fields, and read them through properties', () =>
    expectMarked(
      `
      store = Store(request.args['n'])
      store.run()
      db.execute(store.query)  # finds python-tainted-sql
      db.execute(store.other)
      return 'ok'`,
      `
class Store:
  other = 'SELECT 1'
  def __init__(self, name):
    self.name = name
  def run(self):
    db.execute('SELECT ' + self.name)  # finds python-tainted-sql
  @property
  def query(self):
    return 'SELECT ' + self.name`,
    ))

  test('yield what they are given', () =>
    expectMarked(
      `
      for one in parts(request.args['n']):
        db.execute(one)  # finds python-tainted-sql
      return 'ok'`,
      `
def parts(text):
  for part in text.split(','):
    yield part`,
    ))
})

describe('What makes it safe', () => {
  test.each([
    ['a number', 'value = int(value)'],
    ['an escape', 'value = escape(value)'],
    ['a list of what is allowed', "if value not in ALLOWED:\n        return 'no'"],
    ['a pattern', "if not re.fullmatch(r'[a-z]+', value):\n        return 'no'"],
    ['comparing with a constant', "if value != 'a':\n        return 'no'"],
    ['asking for letters only', "if not value.isalnum():\n        return 'no'"],
    ['asking for the character that does harm', "if '<' in value:\n        return 'no'"],
    ['being empty', "if value:\n        return 'no'"],
  ])('%s, for a page', (_, code) =>
    expectMarked(`
      value = request.args.get('value')
      ${code}
      return f'<b>{value}</b>'`),
  )

  test('a number that the framework reads', () =>
    expectMarked(`
      return '<b>%s</b>' % request.args.get('n', type=int)`))

  test.each([
    ['the last part of a path', 'name = os.path.basename(name)'],
    [
      'the beginning of the path that it leads to',
      "name = os.path.realpath(os.path.join(BASE, name))\n      if not name.startswith(BASE):\n        return 'no'",
    ],
    ['refusing the folder above', "if '..' in name:\n        return 'no'"],
  ])('%s, for a file', (_, code) =>
    expectMarked(`
      name = request.args['name']
      ${code}
      return send_file(name)`),
  )

  test('the host of an address, for a redirect', () =>
    expectMarked(`
      target = request.args['next']
      if urlparse(target).netloc != 'example.com':
        return redirect('/')
      return redirect(target)`))

  test('an escape for pages does not help a database', () =>
    expectMarked(`
      name = escape(request.args['name'])
      db.execute('SELECT ' + name)  # finds python-tainted-sql
      return 'ok'`))
})

describe('Sinks know their conditions', () => {
  test('a shell runs what is in a command, a list of arguments does not', () =>
    expectMarked(`
      host = request.form['host']
      subprocess.run(['ping', host])
      subprocess.run('ping ' + host, shell=True)  # finds python-tainted-command
      subprocess.Popen(['sh', '-c', 'ping ' + host])  # finds python-tainted-command
      subprocess.call(host.split())  # finds python-tainted-command
      return 'ok'`))

  test('objects are read by some loaders only', () =>
    expectMarked(`
      pickle.loads(request.data)  # finds python-tainted-object
      yaml.load(request.data, Loader=yaml.Loader)  # finds python-tainted-object
      yaml.load(request.data, Loader=yaml.SafeLoader)
      yaml.safe_load(request.data)
      lxml.etree.fromstring(request.data, lxml.etree.XMLParser(resolve_entities=True))  # finds python-tainted-xml
      lxml.etree.fromstring(request.data, lxml.etree.XMLParser(resolve_entities=False))
      return 'ok'`))

  test('an address is chosen by its beginning', () =>
    expectMarked(`
      requests.get('https://api.example.com/' + request.args['u'], timeout=3)
      requests.get(f'https://{request.args["h"]}/x', timeout=3)  # finds python-tainted-url
      return redirect(request.args['next'])  # finds python-tainted-redirect`))

  test('answers are pages unless they say what they are', () =>
    expectMarked(`
      if request.args['a'] == '1':
        return Response(request.args['x'], mimetype='text/plain')
      if request.args['a'] == '2':
        return jsonify(x=request.args['x'])
      if request.args['a'] == '3':
        return {'x': request.args['x']}
      if request.args['a'] == '4':
        return render_template('x.html', x=request.args['x'])
      if request.args['a'] == '5':
        return make_response(('ok', 200))
      if request.args['a'] == '6':
        return render_template_string('Hi ' + request.args['x'])  # finds python-tainted-template
      return request.args['x'], 200  # finds python-tainted-html`))

  test('sessions, headers, code and hashes', () =>
    expectMarked(`
      session['role'] = request.form['role']  # finds python-tainted-session
      answer = make_response('x')
      answer.headers['X-Name'] = request.args['x']  # finds python-tainted-header
      eval(request.args['x'])  # finds python-tainted-code
      name = 'md' + '5'
      hashlib.new(name)  # finds python-weak-digest
      answer.set_cookie('token', str(random.random()), secure=True)  # finds python-guessable-token
      return answer`))
})

test('parts of the path come from outside, unless they are numbers', async () => {
  const { found, marked } = await diagnoseMarked(
    'python',
    `${head}
@app.route('/a/<name>/<int:number>/<path:rest>')
def a(name, number, rest, other='x'):
  if number:
    return '<b>%s</b>' % rest  # finds python-tainted-html
  if other:
    return str(number) + other
  return '<b>' + name  # finds python-tainted-html
`,
  )
  expect(found).toEqual(marked)
})

describe('Answers', () => {
  test('a whole body in JSON is answered as JSON, a part of it as a page', () =>
    expectMarked(`
      data = request.get_json()
      if request.args:
        return data
      if request.form:
        return request.json
      return "Hello " + data["name"]  # finds python-tainted-html`))

  test('a template of a file escapes what it shows, by whichever name it is imported', () =>
    expectMarked(
      `
      return show_page('a.html', name=request.args['name'])`,
      'from flask.templating import render_template as show_page',
    ))
})
