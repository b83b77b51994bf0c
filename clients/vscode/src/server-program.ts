import fs from 'node:fs'
import path from 'node:path'

/** Where the language server is: in the extension, or, when that is run from a checkout, beside it. */
export function bundledServer(extensionFolder: string): string {
  const packed = path.join(extensionFolder, 'server/bin/wayline.cjs')
  return fs.existsSync(packed) ? packed : path.join(extensionFolder, '../../server/bin/wayline.cjs')
}
