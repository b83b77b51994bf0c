;;; site-start.el --- What a distribution sets up before the user's own file  -*- lexical-binding: t -*-

;; Emacs is unpacked, not installed: its packages are found here, and nothing can be compiled.
(setq native-comp-jit-compilation nil
      native-comp-enable-subr-trampolines nil)
(dolist (folder (directory-files (getenv "WAYLINE_EMACS_PACKAGES") t "\\`[a-z]"))
  (add-to-list 'load-path folder))
(require 'lsp-mode-autoloads)

;; Calm, so that a test sees what it looks for, and no files beside those of the test.
(setq inhibit-startup-screen t
      ring-bell-function #'ignore
      make-backup-files nil
      auto-save-default nil
      create-lockfiles nil)
(menu-bar-mode -1)

;; Through this a test asks what Emacs knows.
(require 'server)
(setq server-socket-dir (getenv "WAYLINE_EMACS_SERVER"))
(server-start)

(defun wayline-test-tell (value)
  "VALUE as JSON, in a notation that survives being printed as Lisp."
  (base64-encode-string (encode-coding-string (json-encode value) 'utf-8) t))
