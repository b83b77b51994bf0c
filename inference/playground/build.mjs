// Builds the page in the browser, packed as it is sent: every file is `NAME.gz`.
import { build } from 'esbuild'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const here = import.meta.dirname
const pack = promisify(gzip)

/** The page as it opens, and the editor, which is loaded when the page is there. */
export async function buildPlayground(folder) {
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: { main: 'src/main.ts', 'editor-worker': 'src/editor-worker.ts', page: 'page.css' },
    outdir: 'dist',
    write: false,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    // Of the icons there is one font; the page's policy allows fonts of its own host alone.
    loader: { '.ttf': 'file' },
    legalComments: 'none',
    logLevel: 'warning',
  })
  // All styles of the editor are in `main.css`; those beside its later parts are the same again.
  const wanted = outputFiles.filter(({ path: file }) => !/-[A-Z0-9]{8}\.css$/.test(file))
  const files = new Map(wanted.map(file => [path.basename(file.path), file.contents]))
  for (const name of ['index.html', 'icon.svg']) files.set(name, fs.readFileSync(path.join(here, name)))
  files.set('samples.json', Buffer.from(JSON.stringify(samples(path.join(here, 'samples')))))
  fs.mkdirSync(folder, { recursive: true })
  await Promise.all(
    [...files].map(async ([name, contents]) =>
      fs.promises.writeFile(new URL(`${name}.gz`, folder), await pack(contents)),
    ),
  )
}

/** Text by path, in the order of their names. */
function samples(folder) {
  const names = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
  return Object.fromEntries(names.sort().map(name => [name, fs.readFileSync(path.join(folder, name), 'utf8')]))
}
