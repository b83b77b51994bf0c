import { certificateMessage, guessable, redirectMessage, traversalMessage, type InsecureCodeRule } from '../rule.ts'

const languages = ['csharp', 'razor', 'aspnetcorerazor']
const fromRequest = /Request\.(?:Query|QueryString|Form|Params|Cookies|Headers)\[/.source

export const csharpRules: readonly InsecureCodeRule[] = [
  {
    id: 'csharp-process',
    cwe: 78,
    message: 'A command that is put together from values can become another: use ProcessStartInfo.ArgumentList.',
    languages,
    pattern:
      /\b(?:Process\.Start|ProcessStartInfo)\(\s*(?:\$"[^"\n]{0,200}?\{|"[^"\n]{0,200}"\s*\+|"(?:cmd|powershell|bash|sh|\/bin\/(?:ba)?sh)(?:\.exe)?"\s*,\s*(?:\$@?"[^\n]{0,200}?\{|"[^\n]{0,200}?"\s*\+))/,
  },
  {
    id: 'csharp-deserialize',
    cwe: 502,
    message: 'This makes any object that the data names: name the types that may come.',
    languages,
    pattern:
      /\bnew\s+(?:BinaryFormatter|NetDataContractSerializer|LosFormatter|SoapFormatter|ObjectStateFormatter)\(|\bTypeNameHandling\.(?:All|Auto|Objects|Arrays)\b/,
  },
  {
    id: 'csharp-tls',
    cwe: 295,
    message: certificateMessage,
    languages,
    pattern:
      /Certificate(?:Custom)?ValidationCallback\s*\+?=\s*[^\n;]{0,80}?(?:=>\s*true\b|\bdelegate\s*(?:\([^)\n]{0,120}\)\s*)?\{\s*return\s+true\b|\bDangerousAcceptAnyServerCertificateValidator\b)/,
  },
  {
    id: 'csharp-xml-entities',
    cwe: 611,
    message: 'Entities let a document read other files: leave DtdProcessing.Prohibit and no resolver.',
    languages,
    pattern: /\bDtdProcessing\.Parse\b|\bXmlResolver\s*=\s*new\s+XmlUrlResolver\b|\bProhibitDtd\s*=\s*false\b/,
  },
  {
    id: 'csharp-page',
    cwe: 79,
    message: 'What is written as HTML is run as such: leave encoding to the page.',
    languages,
    pattern: new RegExp(
      `\\bHtml\\.Raw\\(\\s*(?!"[^"\\n]{0,200}"\\s*\\)|[^\\n]{0,60}(?:[sS]anitize|[eE]ncode|[sS]erialize))[^\\s)]|\\bResponse\\.Write(?:Async)?\\((?![^\\n]{0,120}Encode)[^\\n;]{0,80}?${fromRequest}|\\bValidateInput\\(\\s*false\\s*\\)`,
    ),
  },
  {
    id: 'csharp-random-secret',
    cwe: 338,
    message: 'Random can be foretold: use RandomNumberGenerator.',
    languages,
    pattern: guessable(/\bnew\s+Random\(|\bRandom\.Shared\b|(?<![\w.])_?(?:random|rnd|rng)\.Next(?:Bytes)?\(/.source),
  },
  {
    id: 'csharp-path-traversal',
    cwe: 22,
    message: traversalMessage,
    languages,
    pattern: new RegExp(
      `\\b(?:File\\.(?:Open|ReadAllText|ReadAllBytes|OpenRead|Delete|WriteAllText)|Path\\.Combine|PhysicalFile)\\((?![^\\n]{0,120}GetFileName)[^\\n;]{0,80}?${fromRequest}`,
    ),
  },
  {
    id: 'csharp-redirect',
    cwe: 601,
    message: redirectMessage,
    languages,
    pattern: new RegExp(`(?<![\\w])(?:Response\\.)?Redirect\\(\\s*${fromRequest}`),
  },
  {
    id: 'csharp-any-origin',
    cwe: 942,
    message: 'Any site can act for a user who is logged in: name the origins that may.',
    languages,
    pattern: /\bSetIsOriginAllowed\(\s*\(?\w{0,20}\)?\s*=>\s*true\s*\)/,
  },
]
