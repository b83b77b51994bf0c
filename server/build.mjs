// Bundles the command and the language server into `dist/`, so that starting up reads a few files and walks no `node_modules`.
import { build } from 'esbuild'
import fs from 'node:fs'

fs.rmSync(new URL('dist', import.meta.url), { recursive: true, force: true })
await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: { wayline: 'src/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  minifySyntax: true,
  minifyWhitespace: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Chunks lie beside the entry: what finds a file relative to itself finds it from either.
  chunkNames: '[name]-[hash]',
  sourcemap: 'external',
  // CommonJS packages inside an ESM bundle still call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  // The gateway is a program of its own; it is started as a process, never imported.
  external: ['@wayline/inference/gateway'],
  logLevel: 'warning',
})
