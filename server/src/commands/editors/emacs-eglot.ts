import type { Editor } from './editor.ts'
import { languages } from './languages.ts'
import { quoted } from './notation.ts'

export const emacsEglot: Editor = {
  id: 'emacs-eglot',
  name: 'Emacs with eglot',
  aliases: ['eglot', 'emacs'],
  notes: [
    'eglot is part of Emacs 29 and newer. Start it with M-x eglot. Suggestions come as ordinary completions (C-M-i, or your completion package); M-x wayline runs commands.',
    'eglot runs one server for each buffer, so this one takes the place of another: leave out the modes where you want the other.',
  ],
  place: '~/.emacs.d/init.el',
  tried: '`npm run test:editors` drives a real Emacs 30 with exactly these lines.',
  snippet: command => `(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((${linesOf(modes)})
                 . (${quoted(command, ' ')}))))

(defun wayline (command)
  "Have Wayline run one of its commands while Emacs goes on."
  (interactive
   (list (completing-read "Wayline: " (append (eglot-server-capable :executeCommandProvider :commands) nil)
                          nil t "wayline.")))
  (jsonrpc-async-request (eglot-current-server) :workspace/executeCommand (list :command command)
                         :success-fn #'ignore
                         :error-fn (lambda (error) (message "Wayline: %s" (plist-get error :message)))
                         :timeout nil))
`,
}

/** All modes of the languages that Wayline knows; one entry of them is one server for a project. */
const modes = languages.flatMap(({ emacs }) => emacs.flatMap(mode => [`${mode}-mode`, `${mode}-ts-mode`]))

/** Words of a list in lines of bounded length, each under the first. */
function linesOf(words: string[]): string {
  const lines = ['']
  for (const word of words) {
    const line = lines.at(-1) ?? ''
    if (line.length + word.length > 85) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.join(`\n${' '.repeat(18)}`)
}
