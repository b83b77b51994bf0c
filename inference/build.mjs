// Bundles the gateway into `dist/`. Only the native inference library stays outside: it is loaded from `node_modules`, by the engine's child process alone.
import { build } from 'esbuild'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { buildPlayground } from './playground/build.mjs'

const dist = new URL('dist/', import.meta.url)
fs.rmSync(dist, { recursive: true, force: true })
const programs = build({
  absWorkingDir: import.meta.dirname,
  entryPoints: { gateway: 'src/main.ts', 'embedded-child': 'src/engines/embedded/child.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  minifySyntax: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Chunks lie beside the entry: what finds a file relative to itself finds it from either.
  chunkNames: '[name]-[hash]',
  sourcemap: 'external',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  external: ['node-llama-cpp'],
  logLevel: 'warning',
})
await Promise.all([programs, buildPlayground(new URL('playground/', dist))])

// The build's name is the hash of what it is made of: equal sources, equal name.
const hash = createHash('sha256')
for (const name of fs.readdirSync(dist, { recursive: true, encoding: 'utf8' }).sort()) {
  if (/\.(js|gz)$/.test(name)) hash.update(fs.readFileSync(new URL(name, dist)))
}
fs.writeFileSync(new URL('build-id', dist), hash.digest('hex').slice(0, 12))
