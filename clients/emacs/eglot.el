(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((python-mode python-ts-mode js-mode js-ts-mode javascript-mode javascript-ts-mode
                  js-jsx-mode js-jsx-ts-mode typescript-mode typescript-ts-mode tsx-mode tsx-ts-mode
                  java-mode java-ts-mode c-mode c-ts-mode c++-mode c++-ts-mode csharp-mode
                  csharp-ts-mode go-mode go-ts-mode rust-mode rust-ts-mode swift-mode swift-ts-mode
                  kotlin-mode kotlin-ts-mode php-mode php-ts-mode ruby-mode ruby-ts-mode scala-mode
                  scala-ts-mode lua-mode lua-ts-mode sh-mode sh-ts-mode bash-mode bash-ts-mode)
                 . ("wayline" "lsp" "--stdio"))))

(defun wayline (command)
  "Have Wayline run one of its commands while Emacs goes on."
  (interactive
   (list (completing-read "Wayline: " (append (eglot-server-capable :executeCommandProvider :commands) nil)
                          nil t "wayline.")))
  (jsonrpc-async-request (eglot-current-server) :workspace/executeCommand (list :command command)
                         :success-fn #'ignore
                         :error-fn (lambda (error) (message "Wayline: %s" (plist-get error :message)))
                         :timeout nil))
