import { type Editor, untried } from './editor.ts'
import { quoted } from './notation.ts'

export const emacsEglot: Editor = {
  id: 'emacs-eglot',
  name: 'Emacs with eglot',
  aliases: ['eglot', 'emacs'],
  notes: [
    'eglot is part of Emacs 29 and newer. Suggestions come as ordinary completions (C-M-i, or your completion package).',
    'eglot runs one server for each buffer, so this one takes the place of another; start it with M-x eglot.',
  ],
  place: '~/.emacs.d/init.el',
  tried: untried,
  snippet: command => `(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((python-mode python-ts-mode js-mode js-ts-mode typescript-ts-mode tsx-ts-mode
                  go-mode go-ts-mode java-mode java-ts-mode rust-mode rust-ts-mode
                  c-mode c-ts-mode c++-mode c++-ts-mode ruby-mode ruby-ts-mode sh-mode bash-ts-mode)
                 . (${quoted(command, ' ')}))))
`,
}
