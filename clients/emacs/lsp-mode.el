(with-eval-after-load 'lsp-mode
  (setq lsp-inline-completion-enable t
        ;; Seconds without typing; the 2 that it starts with are long.
        lsp-inline-completion-idle-delay 0.3)
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection '("wayline" "lsp" "--stdio"))
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
