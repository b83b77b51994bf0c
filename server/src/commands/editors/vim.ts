import type { Editor } from './editor.ts'
import { vimString } from './notation.ts'

export const vim: Editor = {
  id: 'vim',
  name: 'Vim with vim-lsp',
  aliases: ['vim-lsp'],
  notes: [
    'Needs the plug-in prabirshrestha/vim-lsp. Suggestions come in the completion menu: Ctrl-x Ctrl-o.',
    'With asyncomplete.vim and asyncomplete-lsp.vim the menu comes while you type.',
  ],
  place: '~/.vimrc',
  tried: 'Vim reads these lines without complaint; not tried with the plug-in itself.',
  snippet: command => `if executable(${vimString(command[0] ?? '')})
  augroup wayline
    autocmd!
    autocmd User lsp_setup call lsp#register_server({
          \\ 'name': 'wayline',
          \\ 'cmd': {server_info->[${command.map(vimString).join(', ')}]},
          \\ 'allowlist': ['*'],
          \\ })
    autocmd User lsp_buffer_enabled setlocal omnifunc=lsp#complete
  augroup END
endif
`,
}
