import { type Editor, untried } from './editor.ts'
import { quoted } from './notation.ts'

export const emacsLspMode: Editor = {
  id: 'emacs-lsp-mode',
  name: 'Emacs with lsp-mode',
  aliases: ['lsp-mode'],
  notes: [
    'lsp-mode 10 shows suggestions in place; C-return takes one, C-n and C-p show the others, C-g puts it away.',
    'It runs beside your other servers; start it with M-x lsp.',
  ],
  place: '~/.emacs.d/init.el',
  tried: untried,
  snippet: command => `(with-eval-after-load 'lsp-mode
  (setq lsp-inline-completion-enable t
        ;; Seconds without typing; the 2 that it starts with are long.
        lsp-inline-completion-idle-delay 0.3)
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection '(${quoted(command, ' ')}))
                    :activation-fn (lambda (&rest _) t)
                    :server-id 'wayline
                    :add-on? t
                    :priority -1)))
`,
}
