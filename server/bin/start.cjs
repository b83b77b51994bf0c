'use strict'
const path = require('node:path')

/** The language server and the rest of the command are two programs; this chooses. */
async function start(argv) {
  if (argv[0] !== 'lsp') return import('../dist/wayline.js')
  const { loadCompiled } = require('./load-compiled.cjs')
  return loadCompiled(path.join(__dirname, '../dist/lsp.cjs')).exports.main(argv.slice(1))
}

start(process.argv.slice(2)).catch(error => {
  const isMissing = error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'ENOENT'
  process.stderr.write(
    isMissing ? 'wayline is not built yet; run `npm run build` in the repository.\n' : `${error.message}\n`,
  )
  process.exit(2)
})
