import { featuresTable, withTable } from '../editors/features-table.ts'

test('The table says yes only where a feature was exercised in that editor', () => {
  const table = featuresTable([
    { editor: 'Vim', feature: 'hover' },
    { editor: 'Emacs', feature: 'diagnostics' },
    { editor: 'Emacs', feature: 'hover' },
  ])
  const [head = '', , ...rows] = table.split('\n').map(line => line.split('|').map(cell => cell.trim()))
  const yes = rows.map(row => [row[1], ...row.flatMap((cell, column) => (cell === 'yes' ? [head[column]] : []))])
  expect(yes).toEqual([
    ['Emacs', 'diagnostics', 'hover'],
    ['Vim', 'hover'],
  ])
})

test('The table takes the place of the one before it, and nothing else of the document changes', () => {
  const document = 'above\n<!-- editors:start -->\n\nold\n\n<!-- editors:end -->\nbelow $1\n'
  expect(withTable(document, 'new $&')).toBe(
    'above\n<!-- editors:start -->\n\nnew $&\n\n<!-- editors:end -->\nbelow $1\n',
  )
  expect(() => withTable('nothing here', 'new')).toThrow('no place')
})
