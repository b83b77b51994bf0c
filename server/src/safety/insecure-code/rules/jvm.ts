import {
  certificateMessage,
  guessable,
  jvm as languages,
  redirectMessage,
  traversalMessage,
  type InsecureCodeRule,
} from '../rule.ts'

const fromRequest = /(?:req|request)\.(?:getParameter|getHeader|getQueryString)\(/.source

export const jvmRules: readonly InsecureCodeRule[] = [
  {
    id: 'java-exec',
    cwe: 78,
    message:
      'A command that is put together from values can become another: use ProcessBuilder with a list of arguments.',
    languages,
    pattern:
      /(?:getRuntime\(\)|\bruntime)\s*\.exec\(\s*(?:"[^"\n]{0,300}?(?:"\s*\+|\$[A-Za-z_{])|[A-Za-z_]\w{0,60}\s*\+|String\.format\()|\b(?:ProcessBuilder|listOf|Seq)\([^\n]{0,60}?"(?:-c|\/c)"\s*,\s*(?!"[^"\n$]{0,300}"\s*\))[^\s)]/,
  },
  {
    id: 'scala-exec',
    cwe: 78,
    message: 'A command that is put together from values can become another: use Seq with its arguments one by one.',
    languages: ['scala'],
    pattern:
      /\bs"[^"\n$]{0,200}\$[^"\n]{1,200}"\s*\.?\s*(?:!!?|lazyLines)(?!=)|\bProcess\(\s*(?:s"[^"\n$]{0,200}\$|"[^"\n]{0,200}"\s*\+)/,
  },
  {
    id: 'java-xml-entities',
    cwe: 611,
    message:
      'This XML parser follows entities to other files: forbid document types first (disallow-doctype-decl, or SUPPORT_DTD off).',
    languages,
    pattern:
      /\b(?:DocumentBuilderFactory|SAXParserFactory|XMLInputFactory)\.new(?:Instance|Factory|DefaultInstance)\(\s*\)(?![^]{0,700}(?:disallow-doctype-decl|SECURE_PROCESSING|SUPPORT_DTD|ACCESS_EXTERNAL_DTD|IS_SUPPORTING_EXTERNAL_ENTITIES))/,
  },
  {
    id: 'java-deserialize',
    cwe: 502,
    message: 'Reading objects runs code that the bytes choose: use JSON, or set an ObjectInputFilter.',
    languages,
    pattern:
      /(?<!\bextends\s)\bObjectInputStream\((?![^]{0,300}ObjectInputFilter)\s*[^\s)]|\bXMLDecoder\(\s*[^\s)]|\.(?:enableDefaultTyping|activateDefaultTyping\(\s*LaissezFaireSubTypeValidator)\b/,
  },
  {
    id: 'java-tls',
    cwe: 295,
    message: certificateMessage,
    languages,
    pattern:
      /\bNoopHostnameVerifier\b|\b(?:ALLOW_ALL_HOSTNAME_VERIFIER|AllowAllHostnameVerifier)\b|ostnameVerifier\s*[({=](?:\s*\{)?[^)\n>]{0,60}(?:\)\s*)?->\s*true\b|\bcheckServerTrusted\([^)\n]{0,200}\)\s*(?:throws\s+\w{1,60}\s*)?\{\s*\}|\bTrustAllStrategy\b|\bInsecureTrustManagerFactory\b|\bonReceivedSslError\([^)\n]{0,160}\)\s*\{[^}]{0,120}?\.proceed\(\)/,
  },
  {
    id: 'java-random-secret',
    cwe: 338,
    message: 'This randomness can be foretold: use SecureRandom.',
    languages,
    pattern: guessable(
      /\bnew\s+Random\(|\bMath\.random\(|\bRandomStringUtils\.insecure\(|\bThreadLocalRandom\b|(?<![\w.])Random\.next\w{1,10}\(|(?<![\w.])Random\(\)\.next|\)\.random\(\)/
        .source,
    ),
  },
  {
    id: 'java-path-traversal',
    cwe: 22,
    message: traversalMessage,
    languages,
    pattern: new RegExp(
      `\\b(?:File|FileInputStream|FileReader|FileOutputStream|Paths\\.get|Path\\.of)\\((?![^\\n]{0,120}(?:getName|FilenameUtils|getFileName))[^\\n;]{0,60}?\\b${fromRequest}`,
    ),
  },
  {
    id: 'java-page',
    cwe: 79,
    message: 'What a request says becomes part of the page: escape it first.',
    languages,
    pattern: new RegExp(
      `(?:getWriter\\(\\)|\\bout|\\bwriter)\\.(?:print(?:ln|f)?|write|append)\\((?![^\\n]{0,120}(?:escape|encode))[^\\n;]{0,80}?\\b${fromRequest}`,
      'i',
    ),
  },
  {
    id: 'java-redirect',
    cwe: 601,
    message: redirectMessage,
    languages,
    pattern: new RegExp(`\\.sendRedirect\\(\\s*${fromRequest}`),
  },
  {
    id: 'java-expression',
    cwe: 917,
    message: 'An expression runs whatever it says: keep it fixed, and pass values to it as variables.',
    languages,
    pattern:
      /\.parseExpression\(\s*(?!"[^"\n]{0,200}"\s*[,)])(?![A-Z][A-Z0-9_]{0,60}\b)[^\s)]|\b(?:engine|scriptEngine|shell|GroovyShell\(\))\.(?:eval|evaluate)\(\s*(?:"[^"\n]{0,200}"\s*\+|(?:req|request)\.)/,
  },
  {
    id: 'android-world-readable',
    cwe: 732,
    message: 'Every app on the device can open this file: use MODE_PRIVATE.',
    languages,
    pattern: /\bMODE_WORLD_(?:READABLE|WRITEABLE)\b/,
  },
  {
    id: 'android-file-urls',
    cwe: 749,
    message: 'A page in this view can read the files of the app: leave access from file URLs off.',
    languages,
    pattern:
      /\bsetAllow(?:Universal|File)AccessFromFileURLs\(\s*true\s*\)|\ballow(?:Universal|File)AccessFromFileURLs\s*=\s*true\b/,
  },
  {
    id: 'java-cookie',
    cwe: 1004,
    message: 'Scripts can read this cookie: set HttpOnly.',
    languages,
    pattern: /\.setHttpOnly\(\s*false\s*\)|\bcookie\w{0,20}\.isHttpOnly\s*=\s*false\b/i,
  },
]
