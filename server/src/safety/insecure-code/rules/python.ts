import {
  certificateMessage,
  fetchMessage,
  guessable,
  redirectMessage,
  traversalMessage,
  type InsecureCodeRule,
} from '../rule.ts'

const languages = ['python']
const fromRequest = /request\.(?:args|form|values|json|GET|POST|data|query_params|cookies|headers|files)\b/.source

export const pythonRules: readonly InsecureCodeRule[] = [
  {
    id: 'python-eval',
    cwe: 95,
    message: 'eval and exec run whatever they are given: use ast.literal_eval, or a table of functions.',
    languages,
    pattern: /(?<![\w.])(?<!\bdef )(?:eval|exec)\(\s*(?!["'][^"'\n]{0,200}["']\s*[,)])[^\s)]/,
  },
  {
    id: 'python-shell',
    cwe: 78,
    message: 'shell=True has a shell read the command: pass a list of arguments instead.',
    languages,
    pattern: /\bshell\s*=\s*True\b|\bcreate_subprocess_shell\(\s*(?!["'][^"'\n{]{0,200}["']\s*[,)])[^\s)]/,
  },
  {
    id: 'python-os-system',
    cwe: 78,
    message: 'A shell reads this command: use subprocess.run with a list of arguments.',
    languages,
    pattern:
      /\b(?:os\.(?:system|popen)|subprocess\.get(?:status)?output|commands\.getoutput)\(\s*(?:[fF]["']|["'][^"'\n]{0,200}["']\s*(?:%|\+|\.\s*format)|[A-Za-z_][\w.]{0,60}\s*[+)%,[(])/,
  },
  {
    id: 'python-yaml-load',
    cwe: 502,
    message: 'yaml.load makes any object that the text names: use yaml.safe_load.',
    languages,
    pattern:
      /\byaml\.(?:load|load_all)\((?![^]{0,200}?(?:Safe|Base)Loader)\s*[^\s)]|\byaml\.(?:unsafe|full)_load(?:_all)?\(/,
  },
  {
    id: 'python-unpickle',
    cwe: 502,
    message: 'Unpickling runs code that is in the bytes: use JSON for what comes from elsewhere.',
    languages,
    pattern: /\b(?:c?[pP]ickle|dill|cloudpickle|marshal)\.loads\(|\bjsonpickle\.decode\(/,
  },
  {
    id: 'python-tls',
    cwe: 295,
    message: certificateMessage,
    languages,
    pattern:
      /\bverify\s*=\s*False\b(?<!\b(?:decode\(|def\s)[^\n]{0,120})|\bverify_ssl\s*=\s*False\b|\b_create_unverified_context\b|(?<![=!])=\s*(?:ssl\.)?CERT_NONE\b|\bcheck_hostname\s*=\s*False\b|\bAutoAddPolicy\b/,
  },
  {
    id: 'python-debug',
    cwe: 489,
    message:
      'The debugger of a web server lets anybody run code: switch it on by the environment, never in the program.',
    languages,
    pattern: /\bapp\w{0,20}\.run\([^\n]{0,200}?\bdebug\s*=\s*True\b|\bapp\.debug\s*=\s*True\b/,
  },
  {
    id: 'python-mktemp',
    cwe: 377,
    message: 'Another program can take the name before the file is made: use tempfile.mkstemp or NamedTemporaryFile.',
    languages,
    pattern: /\btempfile\.mktemp\(|\bos\.(?:tempnam|tmpnam)\(/,
  },
  {
    id: 'python-xml-entities',
    cwe: 611,
    message: 'Entities let a document read other files: leave them off, or use defusedxml.',
    languages,
    pattern: /\bresolve_entities\s*=\s*True\b|\bfeature_external_[gp]es\s*,\s*(?:True|1)\b/,
  },
  {
    id: 'python-page',
    cwe: 79,
    message: 'What users write becomes part of the page as it is: leave escaping on.',
    languages,
    pattern: new RegExp(
      `\\bautoescape\\s*=\\s*False\\b|\\b(?:Markup|mark_safe)\\(\\s*(?:[fF]["'][^"'\\n]{0,200}?\\{|["'][^"'\\n]{0,200}["']\\s*(?:%|\\+)|${fromRequest})|\\breturn\\s+[fF]["']{1,3}<[^\\n]{0,200}?\\{\\s*${fromRequest}`,
    ),
  },
  {
    id: 'python-template-injection',
    cwe: 1336,
    message: 'A template that is made of values runs what they say: keep it fixed, and pass the values to it.',
    languages,
    pattern: new RegExp(
      `\\brender_template_string\\(\\s*(?:[fF]["']|${fromRequest}|["'][^"'\\n]{0,200}["']\\s*(?:%|\\+|\\.\\s*format))`,
    ),
  },
  {
    id: 'python-random-secret',
    cwe: 338,
    message: 'random can be foretold: use the module secrets.',
    languages,
    pattern: guessable(/(?<![\w.])random\.(?:choices?|random|randint|randrange|getrandbits|sample|randbytes)\(/.source),
  },
  {
    id: 'python-path-traversal',
    cwe: 22,
    message: traversalMessage,
    languages,
    pattern: new RegExp(
      `\\b(?:open|send_file|os\\.path\\.join|Path)\\((?![^\\n]{0,120}(?:secure_filename|basename|safe_join))[^\\n)]{0,60}?\\b${fromRequest}|\\btar\\w{0,10}\\.extractall\\((?![^\\n]{0,120}\\bfilter\\s*=)`,
    ),
  },
  {
    id: 'python-redirect',
    cwe: 601,
    message: redirectMessage,
    languages,
    pattern: new RegExp(`\\b(?:redirect|HttpResponseRedirect)\\(\\s*${fromRequest}`),
  },
  {
    id: 'python-request-forgery',
    cwe: 918,
    message: fetchMessage,
    languages,
    pattern: new RegExp(
      `\\b(?:requests|httpx)\\.(?:get|post|put|head|request)\\(\\s*${fromRequest}|\\burlopen\\(\\s*${fromRequest}`,
    ),
  },
]
