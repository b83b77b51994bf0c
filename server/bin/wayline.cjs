#!/usr/bin/env node
// Plain old syntax on purpose: an outdated Node must get as far as the sentence below.
var parts = process.versions.node.split('.').map(Number)
if (parts[0] < 20 || (parts[0] === 20 && parts[1] < 19)) {
  process.stderr.write(
    'wayline needs Node.js 20.19 or newer; this is ' +
      process.version +
      '. Install a newer one from https://nodejs.org.\n',
  )
  process.exit(2)
}
require('./start.cjs')
