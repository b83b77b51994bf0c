import { withBlock, withoutBlock } from './marked-block.ts'

const mark = { comment: ';;', id: 'emacs-eglot' }
const block = '(one)\n(two)\n'

test.each(['', '(setq a 1)\n', '(setq a 1)\n\n', '(setq a 1)\r\n(setq b 2)\r\n', '\n\n;; wayline is good\n'])(
  'a block that comes into %j goes again without a trace',
  text => {
    const written = withBlock(text, mark, block)
    expect(written).toContain('(two)')
    expect(withBlock(written ?? '', mark, block)).toBe(written)
    expect(withoutBlock(written ?? '', mark)).toBe(text)
  },
)

test('another block takes the place of the one that was there, and what is around it stays', () => {
  const written = `${withBlock('before\n', mark, block) ?? ''}after\n`
  expect(withBlock(written, mark, '(three)\n')).toBe(written.replace('(one)\n(two)', '(three)'))
})

test('blocks of two editors in one file do not meet', () => {
  const first = withBlock('', mark, block) ?? ''
  const both = withBlock(first, { comment: ';;', id: 'emacs' }, '(other)\n') ?? ''
  expect(withoutBlock(both, { comment: ';;', id: 'emacs' })).toBe(first)
})

test.each([';; wayline begin emacs-eglot\n', ';; wayline end emacs-eglot\n;; wayline begin emacs-eglot\n'])(
  'marks that do not fit together are not understood: %j',
  text => {
    expect(withBlock(text, mark, block)).toBeNull()
    expect(withoutBlock(text, mark)).toBeNull()
  },
)
