// Bundles the extension into one file: the editor reads it at once, and walks no `node_modules`.
import { build } from 'esbuild'

await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: { extension: 'src/extension.ts' },
  outdir: 'dist',
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  // Node of VS Code 1.100.
  target: 'node20.19',
  // What packages bring as ES modules is smaller than their other form, because unused parts can be left out.
  mainFields: ['module', 'main'],
  external: ['vscode'],
  sourcemap: 'external',
  logLevel: 'warning',
})
