import { diagnoseMarked } from '../marked-program.ts'

const program = `
from flask import Flask, request
import os
app = Flask(__name__)
class Kept(dict):
    kind: str = 'a'
    def __init__(self, kept, *rest, other=None, **named):
        self.kept = kept
@app.route('/a/<name>')
def page(name):
    for i, (a, b) in enumerate(zip(name, name)):
        if name is None: continue
        else: name += f"{i!r:>{a}} {b}"
    try:
        with open(name) as file, Kept(name) as (x, y): file.read()
    except (OSError, ValueError) as error: raise KeyError() from error
    else: print(name)
    finally: print('x')
    match name:
        case 'a' | 'b': return
        case Kept(kind=k) if k: pass
        case [first, *others]: pass
        case _: pass
    later = lambda *a, k=1: [one for one in a if one for other in one]
    found = {k: v for k, v in {'a': 1, **named}.items()}
    return '%s %d' % (later(name), 1) if (n := len(name)) > 1 else '{0[a]} {b.c}'.format(found, b=name)
`

/** The same numbers each time. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

const pieces = [
  '',
  ':',
  '\n',
  '    ',
  '(',
  ')',
  '"',
  "'",
  ' if ',
  ' for ',
  '{',
  '}',
  '[',
  '*',
  ' lambda ',
  '@',
  ' as ',
  '\\',
]

function broken(seed: number): string {
  const random = createRandom(seed)
  let text = program
  for (let count = 1 + Math.floor(random() * 4); count > 0; count--) {
    const at = Math.floor(random() * text.length)
    const put = pieces[Math.floor(random() * pieces.length)] ?? ''
    text = text.slice(0, at) + put + text.slice(at + Math.floor(random() * 12))
  }
  return text
}

test('a thousand broken programs are read to their end', async () => {
  for (let seed = 1; seed <= 1000; seed++) await diagnoseMarked('python', broken(seed))
})

test.each([
  ['a text of many parts', `s = ${"'a' + name + ".repeat(3000)}''`],
  ['a text with many places', `s = f'${'{name} '.repeat(3000)}'`],
  ['many places without values', `s = '${'%s '.repeat(3000)}' % name`],
  ['many brackets', `i = ${'('.repeat(3000)}1${')'.repeat(3000)}`],
  ['many lists in lists', `i = ${'['.repeat(2000)}name${']'.repeat(2000)}`],
  ['many calls in a row', `o = builder()${'.add(name)'.repeat(4000)}`],
  ['many conditions', `b = ${'name is None or '.repeat(4000)}False`],
  ['many comparisons', `b = ${'name < '.repeat(4000)}name`],
  ['many branches', `if name: pass\n${'    elif name: pass\n'.repeat(3000)}`],
  ['many statements', `${'name = name + request.args["x"]\n    '.repeat(8000)}pass`],
  ['many targets', `${'a = '.repeat(4000)}name`],
  ['many elements', `d = {${Array.from({ length: 20_000 }, (_, at) => `'k${String(at)}': name`).join(', ')}}`],
  ['many lambdas', `f = ${'lambda: '.repeat(1500)}name`],
  ['many comprehensions', `f = [x ${'for x in name '.repeat(1500)}]`],
  [
    'loops in loops',
    Array.from({ length: 90 }, (_, at) => `${' '.repeat(at)}while name:`).join('\n    ') +
      `\n    ${' '.repeat(90)}name += 1`,
  ],
  [
    'finally in finally',
    Array.from({ length: 60 }, (_, at) => `${' '.repeat(at)}try: return\n    ${' '.repeat(at)}finally:`).join(
      '\n    ',
    ) + `\n    ${' '.repeat(60)}print(name)`,
  ],
  [
    'functions in functions',
    Array.from({ length: 90 }, (_, at) => `${' '.repeat(at)}def f(a):`).join('\n    ') +
      `\n    ${' '.repeat(90)}return a`,
  ],
])('%s end', async (_, code) => {
  const text = `from flask import request
def later():
    return request.args['a']
eval(later())
def page():
    name = request.args['name']
    ${code}
`
  const { found } = await diagnoseMarked('python', text)
  // What stands in other functions is found all the same.
  expect(found).toContain('4 python-tainted-code')
})

test('functions that call each other without end are followed to some depth', async () => {
  const { found, marked } = await diagnoseMarked(
    'python',
    `from flask import request
def first(text, count=3):
    return text if count == 0 else second(text, count)
def second(text, count):
    return first(text, count - 1)
def page():
    eval(first(request.args['a']))  # finds python-tainted-code
`,
  )
  expect(found).toEqual(marked)
})
