import { openGrammars } from '../syntax/open-grammars.ts'
import { createCountErrors } from './fixes/count-errors.ts'
import { asPython } from './notebook-cell.ts'

const countErrors = createCountErrors(openGrammars({}))

test.each([
  ['a magic', '%matplotlib inline\nimport os\n', '...#plotlib inline\nimport os\n'],
  ['a shell command', '!pip install x\n', '...# install x\n'],
  ['one in a block', 'if a:\n    !ls -l\n', 'if a:\n    ...#-l\n'],
  ['what is assigned from one', 'files = !ls *.py\n', 'files = ...#*.py\n'],
  ['a question', 'len?\n?len\nlen??\n', '...#\n...#\n...#?\n'],
  ['a command over two lines', '!echo a \\\n  b\nx = 1\n', '...#o a \\\n  #\nx = 1\n'],
  ['a timed cell', '%%time\nx = 1\n', '...#me\nx = 1\n'],
  ['a cell in another language', '%%bash\nls | wc\n', '\n\n'],
  ['a text over several lines', 'x = """\n%s!\n!a\n"""\n', 'x = """\n%s!\n!a\n"""\n'],
  ['a remainder', 'x = a % b\ny = a != b\n', 'x = a % b\ny = a != b\n'],
  ['a remainder in brackets', 'x = (a\n     % b)\n', 'x = (a\n     % b)\n'],
  ['a comment with a question', 'x = 1  # why?\n', 'x = 1  # why?\n'],
])('%s is Python of the same length', async (_, text, expected) => {
  const python = asPython(text)
  expect(python).toBe(expected)
  expect(await countErrors({ path: '/a.py', languageId: 'python', text: python })).toBe(0)
})
