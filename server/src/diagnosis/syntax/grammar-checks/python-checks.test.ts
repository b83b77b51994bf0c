import { expectAccepted, expectFault } from './checked-program.ts'

test.each([
  ['a function without a block', 'Expected an indented block, for the `def` of line 1.', 'def f():\n‸return 1\n'],
  [
    'a method without a block',
    'Expected an indented block, for the `def` of line 2.',
    'class A:\n    def f(self):\n    ‸return 1\n',
  ],
  ['a class that the text ends behind', 'Expected an indented block, for the `class` of line 1.', 'class A:‸\n'],
  [
    'a comment in place of a block',
    'Expected an indented block, for the `for` of line 1.',
    'for x in y:\n# c\n‸print(1)\n',
  ],
  ['an empty coroutine', 'Expected an indented block, for the `def` of line 1.', 'async def f():‸'],
  ['a line on a level of its own', 'This line is indented like no block that is open here.', 'if x:\n    a\n  ‸b\n'],
  [
    'a line too far in',
    'Unexpected indentation: nothing begins a block before this line.',
    'def f():\n    return 1\n     ‸x = 2\n',
  ],
  ['a first line that is indented', 'Unexpected indentation: nothing begins a block before this line.', '  ‸x = 2\n'],
  [
    'a tab among blanks',
    'Tabs and blanks are mixed here so that the block depends on how wide a tab is.',
    'if x:\n        a\n\t‸b\n',
  ],
  ['a decimal number that begins with 0', 'A number does not begin with `0`.', 'x = ‸08\n'],
  [
    'an octal number of Python 2',
    'A number does not begin with `0`; to the base of eight it is written with `0o`.',
    'x = ‸0777\n',
  ],
  ['a long number of Python 2', 'This is Python 2: a number has no `L` behind it.', 'x = ‸10L\n'],
  ['an underscore behind a number', 'An underscore stands between two digits.', 'x = ‸1_\n'],
  [
    'a parameter without a value behind one that has one',
    '`b` needs a value, because a parameter before it has one.',
    'def f(a=1, ‸b): pass\n',
  ],
  ['the same of a lambda', '`b` needs a value, because a parameter before it has one.', 'f = lambda a=1, ‸b: b\n'],
  ['two parameters of one name', 'There are two parameters with the name `a`.', 'def f(a, b, *, ‸a): pass\n'],
  ['a star with nothing behind it', 'Expected a parameter with a name behind `*`.', 'def f(a, ‸*): pass\n'],
  ['two stars', 'There is one `*` already among these parameters.', 'def f(*a, ‸*): pass\n'],
  ['a parameter behind two stars', 'Nothing may come behind the parameter with `**`.', 'def f(**k, ‸a): pass\n'],
  ['a slash that begins the list', 'Expected a parameter before `/`.', 'def f(‸/, a): pass\n'],
  ['a return in no function', '`return` stands outside of a function.', '‸return 1\n'],
  ['a return in a class', '`return` stands outside of a function.', 'class A:\n    ‸return 1\n'],
  ['a yield in no function', '`yield` stands outside of a function.', 'x = ‸yield\n'],
  ['an await in a plain function', '`await` stands outside of an `async def`.', 'def f():\n    ‸await g()\n'],
  ['an await in no function', '`await` stands outside of an `async def`.', '‸await g()\n'],
  [
    'an async with in a plain function',
    '`async with` stands outside of an `async def`.',
    'def f():\n    ‸async with a:\n        pass\n',
  ],
  ['a break in no loop', '`break` stands outside of a loop.', '‸break\n'],
  [
    'a continue in a function in a loop',
    '`continue` stands outside of a loop.',
    'for x in y:\n    def f():\n        ‸continue\n',
  ],
  [
    'a break behind the else of a loop',
    '`break` stands outside of a loop.',
    'for x in y:\n    pass\nelse:\n    ‸break\n',
  ],
  ['nonlocal in no function', '`nonlocal` needs a function around this one that has the variable.', '‸nonlocal x\n'],
  [
    'all of a module in a function',
    '`import *` may stand at the level of the module only.',
    'def f():\n    ‸from a import *\n',
  ],
  ['a print of Python 2', 'This is Python 2: `print` is a function, so it needs parentheses.', '‸print "x"\n'],
  ['a raise of Python 2', 'This is Python 2: expected `raise Error(message)`.', 'raise ‸E, "x"\n'],
  ['a comparison of Python 2', 'This is Python 2: unequal is written `!=`.', 'x = a ‸<> b\n'],
  ['an argument by position behind one by name', 'An argument by position stands behind one by name.', 'f(a=1, ‸b)\n'],
  ['an argument that is given twice', '`a` is given twice.', 'f(a=1, ‸a=2)\n'],
  [
    'a star alone on the left',
    'A `*` stands for several values only inside of a list, a tuple, a set or a call.',
    '‸*a = b\n',
  ],
  ['two stars on the left', 'There is one `*` already among these targets.', '*a, ‸*b = c\n'],
  ['a walrus that is a statement', '`:=` needs parentheses around it here; a statement assigns with `=`.', '‸x := 1\n'],
  ['a call that is deleted', '`f()` cannot be deleted.', 'del ‸f()\n'],
  ['a context that is bound to a call', 'Nothing can be assigned to `f()`.', 'with a as ‸f():\n    pass\n'],
  ['two variables with one type', 'Several targets cannot have one type.', '‸a, b: int = c\n'],
  ['a try that nothing follows', 'Expected `except` or `finally`, for this `try`.', '‸try:\n    a\nb\n'],
  [
    'a handler of all before another one',
    'The `except` before this one takes everything: it must be the last.',
    'try:\n    a\nexcept:\n    b\n‸except E:\n    c\n',
  ],
  ['bytes beyond ASCII', 'Bytes may hold characters of ASCII only.', 'x = b"‸é"\n'],
  ['bytes next to text', 'Text and bytes cannot be joined.', 'x = ‸b"a" "b"\n'],
  [
    'a path of Windows',
    '`\\U` begins an escape that is not complete; a backslash itself is written `\\\\`.',
    'x = "C:‸\\Users"\n',
  ],
])('%s is no Python', async (_, message, marked) => {
  await expectFault('python', message, marked)
})

test.each([
  ['continued lines', 'x = 1 + \\\n  2\ny = (\n    1,\n  2)\n'],
  ['comments at any level', 'def f():\n        # a\n    x = 1\n  # b\n    return x\n'],
  ['blocks on the line of their header', 'if x: y\nelse: z\nclass A: pass\n'],
  ['a text of several lines', 'def f():\n    """a\n  b\nc"""\n    return """\n d"""\n'],
  ['a colon at the end of a line in brackets', 'x = a[\n  1:\n  2]\ny = {1:\n  2}\n'],
  ['a form feed before a line', 'def f():\n    pass\n\f\ndef g():\n    pass\n'],
  ['tabs throughout', 'def f():\n\tif x:\n\t\ty\n\treturn 1\n'],
  ['line ends of Windows', 'def f():\r\n    if x:\r\n        y\r\n    return 1\r\n'],
  ['zeros', 'x = 0, 00, 0_0, 0.5, 08.5, 08j, 0xFF\n'],
  ['values behind a star', 'def f(a=1, *b, c, d=2, **e): pass\ndef g(a, /, b=1, *, c): pass\n'],
  ['a yield in a lambda', 'f = lambda: (yield)\n'],
  ['an await in a generator of a coroutine', 'async def f():\n    return [await a for a in b], (await c for c in d)\n'],
  [
    'a loop in a function in a class',
    'class A:\n    def f(self):\n        for x in y:\n            try:\n                break\n            finally:\n                continue\n',
  ],
  ['a shift of what print is', 'print >>f, x\nprint\nprint -1\nprint (a), b\nprint if x else y\n'],
  ['arguments behind those with stars', 'f(*a, b, *c, d=1, *e, **g, h=2)\n'],
  ['stars in lists', 'return_ = *a, b\nx = (*a, b)\ny = [*a]\n*z, = a\nfor w in *a, b: pass\n'],
  ['a type for one in parentheses', '(x): int = 1\n'],
  ['escapes', 'x = "\\x41\\u0041\\U00000041\\N{BULLET}\\\\Users"\ny = b"\\u"\nz = r"\\U"\n'],
  [
    'a line that goes on in a list of parameters',
    'def f(a=1, \\\n      b=2):\n    return g(a=a, \\\n             b=b)\n',
  ],
  ['an await in a notebook', '# %%\nx = await f()\n'],
])('%s are valid', async (_, text) => {
  await expectAccepted('python', text)
})

test('a cell of a notebook may wait', async () => {
  await expectAccepted('python', 'x = await f()\n', '/a.ipynb')
})
