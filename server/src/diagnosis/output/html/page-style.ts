/** The page's style sheet. Colours keep a contrast of at least 4.5 to 1 in both themes. */
export const pageStyle = `
:root { color-scheme: light; --back: #f6f7f9; --card: #ffffff; --text: #1b1f24; --quiet: #57606a; --line: #dde2e8; --track: #eceff3;
  --error: #b3261e; --warning: #8a5a00; --information: #0b57d0; --hint: #57606a; --on: #ffffff; --mark: #fff1c2; --tint: 28%;
  --error-field: #e5534b; --warning-field: #f0a80c; --information-field: #5b93f2; --hint-field: #8b949e }
:root[data-theme=dark] { color-scheme: dark; --back: #0f1318; --card: #181e25; --text: #e6e9ed; --quiet: #a2abb5; --line: #2c353f; --track: #232b34;
  --error: #ff8a80; --warning: #f2bb4a; --information: #8ab4f8; --hint: #a2abb5; --on: #0f1318; --mark: #4a3c10; --tint: 30%;
  --error-field: #ff8a80; --warning-field: #f2bb4a; --information-field: #8ab4f8; --hint-field: #a2abb5 }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 76rem; padding: 2rem 1.5rem 4rem; background: var(--back); color: var(--text); font: .95rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.7rem; letter-spacing: -.01em; margin: 0 } h2 { font-size: 1rem; margin: 0 0 .8rem } h3 { font-size: .95rem; margin: 1.8rem 0 .5rem; overflow-wrap: anywhere }
h3 .quiet { font-weight: 400; margin-left: .4rem }
header, .cards, form { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center } header { justify-content: space-between; margin-bottom: 1.4rem }
.quiet { color: var(--quiet) } .cards { align-items: stretch } .card, form { background: var(--card); border: 1px solid var(--line); border-radius: .8rem; padding: 1.1rem 1.2rem }
.card { flex: 1 1 18rem } .card > p { margin: -.4rem 0 .8rem }
.wide { flex-basis: 100% } .bar { display: grid; grid-template-columns: minmax(5.5rem, 12rem) 1fr 3rem; gap: .8rem; align-items: center; overflow-wrap: anywhere; padding: .15rem 0 }
.bar svg { width: 100%; height: .6rem; display: block; background: var(--track); border-radius: .3rem; overflow: hidden } .number { text-align: right; font-weight: 600; font-variant-numeric: tabular-nums }
.none { color: var(--quiet) } .none .number { font-weight: 400 }
.error { --own: var(--error); --field: var(--error-field) } .warning { --own: var(--warning); --field: var(--warning-field) }
.information { --own: var(--information); --field: var(--information-field) } .hint { --own: var(--hint); --field: var(--hint-field) }
rect { fill: var(--own, var(--information)) } .badge { background: var(--own); color: var(--on); border-radius: 1rem; padding: .05rem .6rem; font-size: .8rem; font-weight: 600 }
button, input, select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .45rem; padding: .25rem .7rem; min-height: 2.1rem }
button { cursor: pointer } button:hover { background: var(--track) } :focus-visible { outline: 3px solid var(--information); outline-offset: 2px } input[type=checkbox] { min-height: 0; accent-color: var(--information) }
.map { position: relative; height: 22rem } .map svg { position: absolute; inset: 0; width: 100%; height: 100%; border-radius: .5rem }
.map a { cursor: pointer; outline: none } .map rect { fill: color-mix(in srgb, var(--field) var(--tint), var(--card)); stroke: var(--card); stroke-width: 3px; vector-effect: non-scaling-stroke }
.map a:hover rect { fill: color-mix(in srgb, var(--field) 45%, var(--card)) } .map a:focus rect { stroke: var(--own) } .map text { fill: var(--text); font-size: 12px; pointer-events: none }
.failures { margin-top: 1rem } .failures ul { margin: 0; padding-left: 1.2rem }
form { margin: 1rem 0; gap: .8rem 1.2rem } label { display: inline-flex; gap: .45rem; align-items: center } input[type=search] { width: 15rem } select { max-width: 16rem }
details { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--own); border-radius: .5rem; margin: .4rem 0; padding: .5rem .9rem } summary { cursor: pointer; overflow-wrap: anywhere }
details[open] summary { margin-bottom: .7rem } summary > code { color: var(--quiet); margin: 0 .2rem } ol { padding-left: 1.6rem } p { margin: .7rem 0 }
pre { background: var(--back); border: 1px solid var(--line); padding: .7rem 0; overflow-x: auto; border-radius: .5rem; tab-size: 4; line-height: 1.5; margin: .6rem 0 }
pre code { display: block; min-width: max-content } pre .row { display: block; padding: 0 .9rem } pre .own { background: var(--mark) } code { font: .9em ui-monospace, monospace }
[hidden] { display: none !important } :root[data-language=en] [lang=zh], :root[data-language=zh] [lang=en] { display: none }
@media print { form, .controls { display: none } }
`
