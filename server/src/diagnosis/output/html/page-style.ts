/** The page's style sheet. Colours keep a contrast of at least 4.5 to 1 in both themes. */
export const pageStyle = `
:root { color-scheme: light; --back: #ffffff; --card: #f4f5f7; --text: #1b1f24; --quiet: #57606a; --line: #d0d7de;
  --error: #b3261e; --warning: #8a5a00; --information: #0b57d0; --hint: #57606a; --on: #ffffff; --mark: #fff1c2 }
:root[data-theme=dark] { color-scheme: dark; --back: #0f1318; --card: #1a2027; --text: #e6e9ed; --quiet: #a2abb5; --line: #343d47;
  --error: #ff8a80; --warning: #f2bb4a; --information: #8ab4f8; --hint: #a2abb5; --on: #0f1318; --mark: #4a3c10 }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 75rem; padding: 1.5rem; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.6rem; margin: 0 } h2 { font-size: 1.1rem; margin: 0 0 .6rem } h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; overflow-wrap: anywhere }
header, .cards, form { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center } header { justify-content: space-between; margin-bottom: 1rem }
.quiet { color: var(--quiet) } .cards { align-items: stretch } .card { flex: 1 1 18rem; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem }
.wide { flex-basis: 100% } .bar { display: grid; grid-template-columns: minmax(6rem, 14rem) 1fr 4rem; gap: .6rem; align-items: center; overflow-wrap: anywhere }
.bar svg { width: 100%; height: .8rem; display: block } .number { text-align: right; font-variant-numeric: tabular-nums }
.error { --own: var(--error) } .warning { --own: var(--warning) } .information { --own: var(--information) } .hint { --own: var(--hint) }
rect { fill: var(--own, var(--information)) } .badge { background: var(--own); color: var(--on); border-radius: .3rem; padding: 0 .45rem; font-size: .85rem }
button, input, select { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: .35rem; padding: .25rem .6rem; min-height: 2rem }
button { cursor: pointer } :focus-visible { outline: 3px solid var(--information); outline-offset: 2px }
.map { position: relative; height: 22rem } .map svg { position: absolute; inset: 0; width: 100%; height: 100% }
.map a rect { stroke: var(--back); stroke-width: 2px } .map a:hover rect, .map a:focus rect { opacity: .8; stroke: var(--text) } .map text { fill: var(--on); font-size: 12px; pointer-events: none }
form { margin: 1.2rem 0; padding: 0; border: 0 } label { display: inline-flex; gap: .4rem; align-items: center } input[type=search] { width: 16rem }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .35rem 0; padding: .4rem .7rem } summary { cursor: pointer; overflow-wrap: anywhere }
pre { background: var(--card); padding: .7rem; overflow-x: auto; border-radius: .4rem; tab-size: 4; line-height: 1.4 } pre .own { background: var(--mark) } code { font-family: ui-monospace, monospace }
[hidden] { display: none !important } :root[data-language=en] [lang=zh], :root[data-language=zh] [lang=en] { display: none }
@media print { form, .controls { display: none } }
`
