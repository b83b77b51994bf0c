import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where pictures are kept when nobody says otherwise; git does not see them. */
const artefacts = fileURLToPath(new URL('.pictures', import.meta.url))

/** Keeps a PNG of what was seen, as `NAME.png`: in the folder that `WAYLINE_PICTURES` names, for the documents, else beside the tests. */
export function picture(name: string, png: Buffer): void {
  const folder = path.resolve(process.env['WAYLINE_PICTURES'] ?? artefacts)
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, `${name}.png`), png)
}
