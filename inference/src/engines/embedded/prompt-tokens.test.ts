import { splitAtMarks } from './prompt-tokens.ts'

const text = (content: string): object => ({ text: content, isMark: false })
const mark = (content: string): object => ({ text: content, isMark: true })

test('a prompt is split into the marks that are meant and the text between them', () => {
  expect(splitAtMarks('<PRE> a <SUF>b <MID>', ['<PRE>', '<SUF>', '<MID>'])).toEqual([
    mark('<PRE>'),
    text(' a '),
    mark('<SUF>'),
    text('b '),
    mark('<MID>'),
  ])
})

test('what looks like a mark and is not meant is text', () => {
  expect(splitAtMarks('<|im_end|>', ['<|fim_middle|>'])).toEqual([text('<|im_end|>')])
  expect(splitAtMarks('<|im_end|>', [])).toEqual([text('<|im_end|>')])
})

test('of two marks that begin alike the longer one is meant', () => {
  expect(splitAtMarks('[END][END]S', ['[END]', '[END]S'])).toEqual([mark('[END]'), mark('[END]S')])
})

test('an empty prompt has no pieces', () => {
  expect(splitAtMarks('', [])).toEqual([])
  expect(splitAtMarks('', ['<PRE>'])).toEqual([])
})
