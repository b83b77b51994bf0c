import { ecmascript as languages, type InsecureCodeRule } from '../rule.ts'

const message = 'What is written as HTML is run as such: use textContent, or clean it first.'
/** What makes markup harmless before it is written. */
const cleaned = /[^\n;]{0,80}(?:DOMPurify|saniti[sz]e|escape|encode|trusted)/.source
/** A text in quotes with no value in it. */
const fixed = /["'`][^"'`$\n]{0,400}["'`]\s*/.source

/** Values that become part of a page, in the browser or in what a server sends. */
export const webPageRules: readonly InsecureCodeRule[] = [
  {
    id: 'js-html',
    cwe: 79,
    message,
    languages,
    pattern: new RegExp(
      `\\.(?:innerHTML|outerHTML)\\s*\\+?=(?!=)\\s*(?!${fixed}(?:[;,)}\\n]|$)|["'\`]{2}|${cleaned})[^\\s;]|\\bdocument\\.write(?:ln)?\\(\\s*(?!${fixed}\\)|${cleaned})[^\\s)]|\\.insertAdjacentHTML\\(\\s*["']\\w{1,20}["']\\s*,\\s*(?!${fixed}\\)|${cleaned})[^\\s)]`,
      'i',
    ),
  },
  {
    id: 'js-framework-html',
    cwe: 79,
    message,
    languages,
    pattern: new RegExp(
      `\\bdangerouslySetInnerHTML\\s*[=:]\\s*\\{\\{?\\s*__html\\s*:\\s*(?!["']|${cleaned})[^\\s}]|\\bv-html\\s*=\\s*"(?!${cleaned})[^"\\s]|\\{@html\\s+(?!["']|${cleaned})[^\\s}]|\\bbypassSecurityTrust(?:Html|Script|Url|ResourceUrl)\\(|\\$\\([^)\\n]{1,60}\\)\\.(?:html|append|prepend|after|before)\\(\\s*(?:["'][^"'\\n]{0,200}["']\\s*\\+\\s*(?!${cleaned})|\`[^\`\\n]{0,200}?\\$\\{(?!${cleaned}))`,
      'i',
    ),
  },
  {
    id: 'js-reflected-html',
    cwe: 79,
    message: 'What a request says becomes part of the page: escape it first.',
    languages,
    pattern:
      /\b(?:res|response|reply)\.(?:send|write|end)\(\s*(?:`[^`\n]{0,200}?\$\{|["'][^"'\n]{0,200}["']\s*\+\s*)\s*(?:req|request)\.(?:query|params|body)\b/,
  },
]
