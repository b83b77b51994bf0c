import {
  certificateMessage,
  guessable,
  redirectMessage,
  ruby as languages,
  traversalMessage,
  type InsecureCodeRule,
} from '../rule.ts'

export const rubyRules: readonly InsecureCodeRule[] = [
  {
    id: 'ruby-eval',
    cwe: 95,
    message: 'This runs whatever it is given: use public_send with a list of names, or a table.',
    languages,
    pattern:
      /(?<![\w.])(?:eval|instance_eval|class_eval)[( ]\s*(?:params|request|"[^"\n#]{0,200}#\{)|\.(?:constantize|send|public_send)\(?\s*params\[|\bparams\[[^\]\n]{1,40}\]\.constantize\b/,
  },
  {
    id: 'ruby-shell',
    cwe: 78,
    message: 'A shell reads this command: pass the program and its arguments one by one.',
    languages,
    pattern:
      /(?<![\w.])(?:system|exec|spawn|IO\.popen|Open3\.(?:capture2e?|capture3|popen3|pipeline))[( ]\s*"(?![^"\n]{0,200}shellescape)[^"\n#]{0,200}#\{|(?<![\w`])`(?![^`\n]{0,200}shellescape)[^`\n#]{1,200}#\{|%x[[({](?![^\n]{0,200}shellescape)[^\n#]{0,200}#\{|(?<![\w.])(?:URI\.)?open[( ]\s*params\[/,
  },
  {
    id: 'ruby-deserialize',
    cwe: 502,
    message: 'This makes any object that the data names: use JSON.parse or YAML.safe_load.',
    languages,
    pattern: /\bMarshal\.(?:load|restore)\(|\bYAML\.unsafe_load(?:_file)?\(|\bYAML\.load\(\s*(?:params|request)/,
  },
  {
    id: 'ruby-sql',
    cwe: 89,
    message: 'SQL is put together from values: pass them as parameters, as in where(name: name).',
    languages,
    pattern:
      /\.(?:where|order|group|having|joins|find_by_sql|pluck|exists\?)\(?\s*(?:"[^"\n#]{0,200}#\{|params\[)|\bfind_by_sql\(?\s*"[^"\n#]{0,200}#\{/,
  },
  {
    id: 'ruby-tls',
    cwe: 295,
    message: certificateMessage,
    languages,
    pattern: /\bVERIFY_NONE\b|\bverify(?:_ssl)?:\s*false\b(?<=(?:HTTP|Faraday|RestClient|ssl)[^\n]{0,160})/i,
  },
  {
    id: 'ruby-page',
    cwe: 79,
    message: 'What a request says becomes part of the page as it is: leave escaping on.',
    languages,
    pattern:
      /\braw[( ]\s*params\[|\bparams\[[^\]\n]{1,40}\]\.html_safe\b|"<[^"\n#]{0,120}#\{[^"\n]{1,120}"\.html_safe\b/,
  },
  {
    id: 'ruby-mass-assignment',
    cwe: 915,
    message: 'A request can set every field in this way: name those that it may set.',
    languages,
    pattern: /\bparams\.permit!/,
  },
  {
    id: 'ruby-path-traversal',
    cwe: 22,
    message: traversalMessage,
    languages,
    pattern:
      /(?:\bFile\.(?:read|open|join|delete|new)|\bIO\.read|\bsend_file)[( ](?![^\n]{0,120}basename)[^\n)]{0,60}?\bparams\[/,
  },
  {
    id: 'ruby-redirect',
    cwe: 601,
    message: redirectMessage,
    languages,
    pattern: /\bredirect_to[( ]\s*params\[/,
  },
  {
    id: 'ruby-random-secret',
    cwe: 338,
    message: 'rand can be foretold: use SecureRandom.',
    languages,
    pattern: guessable(/(?<![\w.])(?:Random\.|Kernel\.)?rand[( ]|\.shuffle\b|\.sample\b/.source),
  },
]
