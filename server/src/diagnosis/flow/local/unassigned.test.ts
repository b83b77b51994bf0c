import { diagnoseMarked } from '../marked-program.ts'

async function expectMarked(text: string): Promise<void> {
  const { found, marked } = await diagnoseMarked('python', text)
  expect(found).toEqual(marked)
}

describe('A variable of a function that is read before it has a value', () => {
  test('is found where it is assigned further down', () =>
    expectMarked(`count = 0
def add():
    number = count + 1 # finds used-before-assignment
    count = number
    return number
`))

  test('is found where it is added to', () =>
    expectMarked(`count = 0
def add():
    count += 1 # finds used-before-assignment
    return count
`))

  test('is found in a branch that comes before the one that assigns', () =>
    expectMarked(`def size(items):
    if items:
        use(total) # finds used-before-assignment
    total = len(items)
    return total
`))

  test.each([
    ['one branch has assigned it', 'if a:\n        b = 1\n    use(b)\n    b = 2\n    return b'],
    ['an earlier round of the loop has', 'for x in a:\n        if x:\n            use(b)\n        b = x\n    return a'],
    ['the try has, before it failed', 'try:\n        b = a()\n    except Exception:\n        use(b)\n    return b'],
    ['it is the module’s by `global`', 'global c\n    use(c)\n    c = a\n    return c'],
    ['it is a parameter', 'use(a)\n    a = 2\n    return a'],
    ['it is the variable of a loop', 'for b in a:\n        use(b)\n    return b'],
    ['it is the variable of a comprehension', 'c = [b for b in a]\n    b = c\n    return b'],
    ['`with` names it', 'with a as b:\n        use(b)\n    return b'],
    ['an import names it', 'import json\n    return json.loads(a)'],
    [
      'a function inside sets it',
      'b = None\n    def f():\n        nonlocal b\n        use(b)\n        b = 1\n    f()\n    return b',
    ],
    ['an exception is named', 'try:\n        a()\n    except ValueError as e:\n        use(e)\n    return a'],
    ['a comprehension goes through what has the same name', 'return [g(a) for a in a]'],
    [
      '`finally` knows by another that it has been',
      'b = None\n    try:\n        b, c = a()\n    except OSError:\n        raise\n    finally:\n        if b:\n            use(c)',
    ],
    ['the walrus assigns it', 'if (b := a):\n        return b\n    return a'],
    ['a pattern names it', 'match a:\n        case [b, *c]:\n            return b + c\n    return a'],
  ])('is none where %s', async (_, body) => {
    const text = `def f(a):\n    ${body}\n# The rule is looked for: # finds used-before-assignment\n`
    expect((await diagnoseMarked('python', text)).found).toEqual([])
  })

  test.each([
    ['a built-in one has the name', 'str = str\nuse(str)'],
    ['another file, or another cell, may have it', 'total = total + 1'],
  ])('is none outside functions, where %s', async (_, text) => {
    expect((await diagnoseMarked('python', text)).found).toEqual([])
  })

  test('is none in the body of a class, which falls back on the module', async () => {
    expect((await diagnoseMarked('python', 'size = 1\nclass A:\n    size = size\n')).found).toEqual([])
  })
})
