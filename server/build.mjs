// Bundles the command and the language server into `dist/`, so that starting up reads a few files and walks no `node_modules`.
import { build } from 'esbuild'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { copyGrammars } from './grammars.mjs'
import { packModels } from './flow-models.mjs'
import { packRules } from './rule-pack.mjs'
import { fileURLToPath } from 'node:url'

fs.rmSync(new URL('dist', import.meta.url), { recursive: true, force: true })
const options = {
  absWorkingDir: import.meta.dirname,
  outdir: 'dist',
  bundle: true,
  // Its other form finds its own files while it runs, which no bundle has.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  minifySyntax: true,
  minifyWhitespace: true,
  platform: 'node',
  target: 'node20.19',
  sourcemap: 'external',
  // The gateway is a program of its own; it is started as a process, never imported.
  // Native code finds its library beside its own files.
  external: ['@wayline/inference/gateway', '@ast-grep/*'],
  logLevel: 'warning',
}

await build({
  ...options,
  entryPoints: { wayline: 'src/main.ts' },
  splitting: true,
  format: 'esm',
  // Chunks lie beside the entry: what finds a file relative to itself finds it from either.
  chunkNames: '[name]-[hash]',
  // CommonJS packages inside an ESM bundle still call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})

copyGrammars(fileURLToPath(new URL('dist/grammars', import.meta.url)))
packRules(fileURLToPath(new URL('dist/rule-pack.json', import.meta.url)))
packModels(fileURLToPath(new URL('dist/flow-models', import.meta.url)))

// The published rules for secrets are as large as a fifth of the language server, and are loaded when it has started.
const loadedLater = {
  name: 'loaded-later',
  setup({ onResolve }) {
    onResolve({ filter: /\/published-rules\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './published-rules.cjs', external: true } : undefined,
    )
  },
}

// One CommonJS file: V8 keeps compiled code only for scripts.
await build({
  ...options,
  entryPoints: { lsp: 'src/main-lsp.ts' },
  plugins: [loadedLater],
  format: 'cjs',
  // Code kept by V8 no longer knows how to import; requiring works from anywhere.
  supported: { 'dynamic-import': false },
  // Their text need not be ASCII.
  legalComments: 'external',
  outExtension: { '.js': '.cjs' },
  define: { 'import.meta.url': '__fileUrl' },
  banner: { js: "const __fileUrl = require('node:url').pathToFileURL(__filename).href;" },
})
// The thread and the process beside it, and what they load later.
await build({
  ...options,
  entryPoints: {
    background: 'src/main-background.ts',
    diagnosis: 'src/main-diagnosis.ts',
    'published-rules': 'src/safety/secrets/published-rules.ts',
  },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  define: { 'import.meta.url': '__fileUrl' },
  banner: { js: "const __fileUrl = require('node:url').pathToFileURL(__filename).href;" },
})
// ASCII is read and kept in half the time and space. What esbuild leaves are regular expressions, which know these escapes.
const bundle = new URL('dist/lsp.cjs', import.meta.url)
const escaped = fs
  .readFileSync(bundle, 'utf8')
  .replaceAll(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
fs.writeFileSync(bundle, escaped)
execFileSync(process.execPath, ['compile.mjs'], { cwd: import.meta.dirname, stdio: 'inherit' })
