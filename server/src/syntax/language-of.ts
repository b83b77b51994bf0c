import path from 'node:path'

/** LSP language identifiers by file name ending. https://microsoft.github.io/language-server-protocol/specifications/lsp/3.18/specification/#textDocumentItem */
const byExtension: Record<string, string> = {
  '.bash': 'shellscript',
  '.c': 'c',
  '.cc': 'cpp',
  '.cjs': 'javascript',
  '.cpp': 'cpp',
  '.cs': 'csharp',
  '.css': 'css',
  '.cts': 'typescript',
  '.cxx': 'cpp',
  '.go': 'go',
  '.h': 'c',
  '.hcl': 'hcl',
  '.hh': 'cpp',
  '.hpp': 'cpp',
  '.htm': 'html',
  '.html': 'html',
  '.hxx': 'cpp',
  '.java': 'java',
  '.js': 'javascript',
  '.json': 'json',
  '.jsx': 'javascriptreact',
  '.kt': 'kotlin',
  '.kts': 'kotlin',
  '.lua': 'lua',
  '.md': 'markdown',
  '.mjs': 'javascript',
  '.mts': 'typescript',
  '.php': 'php',
  '.py': 'python',
  '.pyi': 'python',
  '.rb': 'ruby',
  '.rs': 'rust',
  '.sc': 'scala',
  '.scala': 'scala',
  '.sh': 'shellscript',
  '.sql': 'sql',
  '.swift': 'swift',
  '.tf': 'terraform',
  '.tfvars': 'terraform',
  '.toml': 'toml',
  '.ts': 'typescript',
  '.tsx': 'typescriptreact',
  '.yaml': 'yaml',
  '.yml': 'yaml',
}

/** Language of a file by its name, as an editor would tell it; `plaintext` when the name says nothing. */
export function languageOf(file: string): string {
  return byExtension[path.extname(file).toLowerCase()] ?? 'plaintext'
}
