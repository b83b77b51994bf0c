import { certificateMessage, guessable, type InsecureCodeRule } from '../rule.ts'

const languages = ['swift']

export const swiftRules: readonly InsecureCodeRule[] = [
  {
    id: 'swift-tls',
    cwe: 295,
    message: certificateMessage,
    languages,
    pattern:
      /\bDisabledTrustEvaluator\(|\.disableEvaluation\b|\ballowsAnyHTTPSCertificate\b|\bvalidatesDomainName\s*=\s*false\b|(?<!SecTrustEvaluate[^]{0,240})\.useCredential\s*,\s*URLCredential\(\s*trust:/,
  },
  {
    id: 'swift-shell',
    cwe: 78,
    message: 'A shell reads this command: start the program itself, with its arguments one by one.',
    languages,
    pattern: /\barguments\s*=\s*\[\s*"-\w{0,3}c"\s*,\s*(?!"[^"\\\n]{0,300}"\s*\])[^\s\]]/,
  },
  {
    id: 'swift-predicate',
    cwe: 943,
    message: 'A predicate is put together from values: pass them as arguments of the format, %@ or %K.',
    languages,
    pattern: /\bNSPredicate\(\s*format:\s*(?:"[^"\n\\]{0,200}\\\(|"[^"\n]{0,200}"\s*\+)/,
  },
  {
    id: 'swift-page',
    cwe: 79,
    message: 'A value in a script or a page is run as part of it: pass it as an argument, or escape it.',
    languages,
    pattern: /\b(?:evaluateJavaScript|loadHTMLString)\(\s*(?:"[^"\n\\]{0,200}\\\(|"[^"\n]{0,200}"\s*\+)/,
  },
  {
    id: 'swift-plain-secret',
    cwe: 312,
    message: 'Defaults are kept in plain text: keep secrets in the keychain.',
    languages,
    pattern:
      /\bUserDefaults\.standard\.set\(\s*[\w.]{0,40}(?:[pP]assword|[sS]ecret|[aA]uthToken|[aA]ccessToken|[aA]piKey)\s*,|\bkSecAttrAccessibleAlways\b/,
  },
  {
    id: 'swift-deserialize',
    cwe: 502,
    message: 'This makes any object that the data names: use unarchivedObject(ofClass:from:).',
    languages,
    pattern: /\bNSKeyedUnarchiver\.unarchive(?:Object|TopLevelObjectWithData)\(|\brequiresSecureCoding\s*=\s*false\b/,
  },
  {
    id: 'swift-random-secret',
    cwe: 338,
    message: 'This randomness can be foretold: use SecRandomCopyBytes, or SystemRandomNumberGenerator.',
    languages,
    pattern: guessable(
      /(?<![\w.])(?:drand48|rand|random|lrand48)\(\s*\)|\bGKRandomSource\b|\bGKMersenneTwister/.source,
    ),
  },
]
