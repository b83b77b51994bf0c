import { diagnoseMarked } from '../marked-program.ts'

async function expectMarked(text: string): Promise<void> {
  const { found, marked } = await diagnoseMarked('python', text)
  expect(found).toEqual(marked)
}

describe('None', () => {
  test('is found where it is certain', () =>
    expectMarked(`
def a(b):
    s = None
    if b:
        print(b)
    return s.name  # finds null-dereference
`))

  test.each([
    ['it has been checked', 'if s is not None:\n        return s.name'],
    ['it counts as true', 'if s:\n        return s.name'],
    ['a loop may give a value', 'for one in b:\n        s = one\n    return s.name'],
    [
      'an exception may have been thrown',
      'try:\n        s = b()\n    except ValueError:\n        pass\n    return s.name',
    ],
    ['every value has the member', 'return s.__class__'],
    ['somebody else has been asked', 'if is_none(s):\n        return 1\n    return s.name'],
  ])('is not reported where %s', (_, code) => expectMarked(`\ndef a(b):\n    s = None\n    ${code}\n`))

  test('is not certain in a field, which others may have set', () =>
    expectMarked(`
class A:
    def __init__(self):
        self.kept = None
    def a(self):
        self.open()
        kept = self.kept
        return kept.name
    def b(self):
        one = A()
        one.open()
        kept = one.kept
        return kept.name
`))
})

describe('What is opened', () => {
  test('and never closed is found', () =>
    expectMarked(`
def a(name):
    file = open(name)  # finds resource-not-closed
    return file.read()
`))

  test.each([
    ['with', 'with open(name) as file:\n        return file.read()'],
    ['the interpreter, as no name holds it', 'return open(name).read()'],
    ['several of with', 'with open(name) as file, open(name) as other:\n        return file.read() + other.read()'],
    ['finally', 'file = open(name)\n    try:\n        return file.read()\n    finally:\n        file.close()'],
    [
      'finally, which asks whether it is there',
      'file = None\n    try:\n        file = open(name)\n        use(file.read())\n    finally:\n        if file:\n            file.close()',
    ],
    ['whoever gets it', 'file = open(name)\n    return use(file)'],
    ['whoever it is returned to', 'return open(name)'],
    ['whoever it is returned to, with others', "return {'a': open(name)}, 1"],
    ['whoever keeps it', 'kept.file = open(name)\n    return 1'],
    ['whoever it is given to', 'yield open(name)'],
  ])('is closed by %s', (_, body) => expectMarked(`\ndef a(name, kept):\n    ${body}\n`))

  test('by a module belongs to whoever imports it', () => expectMarked("file = open('x')\n"))
})

describe('Ways through a function', () => {
  test.each([
    [
      'else of a loop',
      'for one in name:\n        if one:\n            break\n    else:\n        return 1\n    return one',
    ],
    ['with that swallows', 'with self.assertRaises(ValueError):\n        raise ValueError()\n    return 1'],
    ['break in a case', 'while True:\n        match name:\n            case 1:\n                break\n    return 1'],
  ])('go on after %s', (_, body) => expectMarked(`\ndef a(self, name):\n    ${body}\n`))

  test('over the keys of a dictionary are not over its values', () =>
    expectMarked(`
from collections import OrderedDict
def a(name):
    known = {}
    known['a'] = None
    for one in known:
        one.lower()
    ordered = OrderedDict()
    ordered[name] = None
    for one in ordered:
        one.lower()
`))
})
