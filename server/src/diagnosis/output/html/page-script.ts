/** What the page does: filter, language, theme. Without it everything can still be read. It writes no HTML. */
export const pageScript = `
'use strict'
const root = document.documentElement
const form = document.querySelector('form')
const findings = [...document.querySelectorAll('details.finding')]
const byId = id => document.getElementById(id)
root.dataset.language = /^zh/i.test(navigator.language) ? 'zh' : 'en'
root.lang = root.dataset.language
root.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
byId('language').addEventListener('click', () => {
  root.dataset.language = root.dataset.language === 'en' ? 'zh' : 'en'
  root.lang = root.dataset.language
})
byId('theme').addEventListener('click', () => {
  root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark'
})
function filter() {
  const wanted = byId('search').value.trim().toLowerCase()
  const rule = byId('rule').value
  const path = byId('path').value
  const severities = new Set([...form.querySelectorAll('[name=severity]:checked')].map(box => box.value))
  let shown = 0
  for (const finding of findings) {
    const { severity, rule: own, path: file } = finding.dataset
    const isShown = severities.has(severity) && (rule === '' || rule === own) &&
      (path === '' || file === path || file.startsWith(path.endsWith('/') ? path : path + '/')) &&
      (wanted === '' || finding.dataset.text.includes(wanted))
    finding.hidden = !isShown
    if (isShown) shown++
  }
  for (const section of document.querySelectorAll('section.file'))
    section.hidden = !section.querySelector('details.finding:not([hidden])')
  byId('shown').textContent = String(shown)
}
form.addEventListener('input', filter)
form.addEventListener('submit', event => event.preventDefault())
form.addEventListener('reset', () => setTimeout(filter))
for (const link of document.querySelectorAll('.map a'))
  link.addEventListener('click', event => {
    event.preventDefault()
    byId('path').value = link.dataset.path
    filter()
    byId('path').focus()
  })
filter()
`
