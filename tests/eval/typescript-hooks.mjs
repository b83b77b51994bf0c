// Node 20 reads no TypeScript. Each file is translated when it is loaded, and stays a file of its own, so that code which
// finds other files relative to itself finds them.
import { transform } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

export async function load(url, context, nextLoad) {
  if (/^file:.*\.ts$/.test(url)) {
    const sourcefile = fileURLToPath(url)
    const { code } = await transform(await readFile(sourcefile, 'utf8'), {
      sourcefile,
      loader: 'ts',
      format: 'esm',
      target: 'node20.19',
      sourcemap: 'inline',
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    })
    return { format: 'module', source: code, shortCircuit: true }
  }
  // Bundlers take JSON without being told that it is.
  if (/^file:.*\.json$/.test(url) && !context.importAttributes?.type) {
    const source = `export default ${await readFile(fileURLToPath(url), 'utf8')}`
    return { format: 'module', source, shortCircuit: true }
  }
  return nextLoad(url, context)
}
