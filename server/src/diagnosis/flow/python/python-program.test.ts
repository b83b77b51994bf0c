import { diagnoseMarked } from '../marked-program.ts'
import { useProgramFolder } from '../program-folder.ts'

describe('Other modules of the workspace', () => {
  const { write } = useProgramFolder()

  async function expectMarked(file: string, text: string): Promise<void> {
    const { found, marked } = await diagnoseMarked('python', text, write(file, text))
    expect(found).toEqual(marked)
  }

  beforeEach(() => {
    write('shop/__init__.py', 'from .texts import upper as loud, Keeper\n')
    write(
      'shop/texts.py',
      `LIMIT = 'constant'
def upper(text, times=1):
    return text.upper()
def drop(text):
    return 'x'
class Keeper:
    def __init__(self, kept):
        self.kept = kept
    def get(self):
        return self.kept
`,
    )
  })

  test.each([
    ['a module', 'import shop.texts', 'shop.texts.'],
    ['a module under another name', 'import shop.texts as t', 't.'],
    ['names of a module', 'from shop.texts import upper, drop, Keeper', ''],
    ['a module beside', 'from . import texts', 'texts.'],
    ['names of a module beside', 'from .texts import upper, drop, Keeper', ''],
    ['everything', 'from .texts import *', ''],
  ])('are found by importing %s', (_, statement, prefix) =>
    expectMarked(
      'shop/page.py',
      `from flask import request
${statement}
def page():
    eval(${prefix}upper(request.args['a']))  # finds python-tainted-code
    eval(${prefix}drop(request.args['a']))
    eval(${prefix}Keeper(request.args['a']).get())  # finds python-tainted-code
`,
    ),
  )

  test('hand on what they import themselves', () =>
    expectMarked(
      'main.py',
      `from flask import request
from shop import loud, Keeper
import shop
def page():
    eval(loud(request.args['a'], times=2))  # finds python-tainted-code
    eval(shop.Keeper(request.args['a']).kept)  # finds python-tainted-code
    exec(shop.texts.LIMIT)
`,
    ))

  test('have their own findings where nothing of this file comes in', async () => {
    write('shop/other.py', "from flask import request\ndef run():\n    eval(request.args['a'])\n")
    await expectMarked('shop/page.py', 'from .other import run\ndef page():\n    run()\n')
  })

  test('that import each other end', async () => {
    write('a.py', 'from b import f\n')
    write('b.py', 'from a import f\n')
    await expectMarked(
      'c.py',
      "from a import f\nfrom flask import request\neval(f(request.args['a']))  # finds python-tainted-code\n",
    )
  })
})
