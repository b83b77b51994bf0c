import type { Editor } from './editor.ts'
import { vimString } from './notation.ts'

export const vim: Editor = {
  id: 'vim',
  name: 'Vim with ALE',
  aliases: ['ale', 'vim-ale', 'vim-lsp', 'coc'],
  notes: [
    'Needs the plug-in dense-analysis/ale (Debian: vim-ale). Findings stand beside their lines; :ALECodeAction mends one, :ALEHover explains it.',
    'Suggestions come in the menu of Ctrl-x Ctrl-o. ALE inserts them up to their first parenthesis only: with coc.nvim or vim-lsp they come whole.',
    'How those are set up stands in clients/vim/README.md.',
  ],
  place: '~/.vimrc',
  tried:
    '`npm run test:editors` shows findings, mends one, explains one and takes a suggestion in a real Vim with ALE 4.0 and exactly these lines.',
  snippet: ([
    program = '',
    ...words
  ]) => `" Wayline, by ALE. Settings as a dictionary, for example {'gateway': {'url': 'https://…'}}.
let g:wayline_settings = get(g:, 'wayline_settings', {})

function! s:WaylineRoot(buffer) abort
  let l:folder = fnamemodify(bufname(a:buffer), ':p:h')
  let l:git = finddir('.git', l:folder . ';')
  return empty(l:git) ? l:folder : fnamemodify(l:git, ':p:h:h')
endfunction

" ALE knows linters by their language, so each is told of Wayline when it is first seen; whatever runs there already goes on.
function! s:WaylineFor(filetype) abort
  if empty(a:filetype) || exists('s:told[a:filetype]') || !empty(&buftype) | return | endif
  let s:told[a:filetype] = 1
  let l:names = map(ale#linter#Get(a:filetype), {_, linter -> linter.name})
  call ale#linter#Define(a:filetype, {
        \\ 'name': 'wayline',
        \\ 'lsp': 'stdio',
        \\ 'executable': ${vimString(program)},
        \\ 'command': ${vimString(['%e', ...words].join(' '))},
        \\ 'project_root': function('s:WaylineRoot'),
        \\ 'initialization_options': {-> g:wayline_settings},
        \\ })
  let g:ale_linters = extend(get(g:, 'ale_linters', {}), {a:filetype: l:names + ['wayline']})
endfunction
let s:told = {}

augroup wayline
  autocmd!
  autocmd FileType * silent! call s:WaylineFor(expand('<amatch>')) | setlocal omnifunc=ale#completion#OmniFunc
augroup END
`,
}
