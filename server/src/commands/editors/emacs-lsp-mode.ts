import type { Editor } from './editor.ts'
import { quoted } from './notation.ts'

export const emacsLspMode: Editor = {
  id: 'emacs-lsp-mode',
  name: 'Emacs with lsp-mode',
  aliases: ['lsp-mode'],
  notes: [
    'lsp-mode 10 shows suggestions in place; Tab takes one, C-n and C-p show the others, C-g puts it away.',
    'It runs beside your other servers; start it with M-x lsp. M-x wayline runs commands.',
  ],
  place: '~/.emacs.d/init.el',
  tried: '`npm run test:editors` drives a real Emacs 30 with exactly these lines.',
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

(with-eval-after-load 'lsp-inline-completion
  ;; Terminals cannot send C-return, which takes a suggestion as well.
  (define-key lsp-inline-completion-active-map (kbd "TAB") #'lsp-inline-completion-accept))

(defun wayline (command)
  "Have Wayline run one of its commands while Emacs goes on."
  (interactive
   (list (completing-read "Wayline: "
                          (append (lsp:execute-command-options-commands
                                   (lsp:server-capabilities-execute-command-provider?
                                    (lsp--workspace-server-capabilities (lsp-find-workspace 'wayline))))
                                  nil)
                          nil t "wayline.")))
  (with-lsp-workspaces (list (lsp-find-workspace 'wayline))
    (lsp-request-async "workspace/executeCommand" (list :command command) #'ignore
                       :mode 'detached
                       :error-handler (lambda (error) (message "Wayline: %s" (lsp:json-error-message error))))))
`,
}
