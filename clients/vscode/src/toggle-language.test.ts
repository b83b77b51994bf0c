import { toggled } from './toggle-language.ts'

test('a language is switched off, and on again', () => {
  expect(toggled(['markdown'], 'python')).toEqual(['markdown', 'python'])
  expect(toggled(['markdown', 'python'], 'markdown')).toEqual(['python'])
})
