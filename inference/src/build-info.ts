import fs from 'node:fs'
import * as z from 'zod'

const PackageJson = z.object({ version: z.string() })

/** Version and build of this program. The build is the hash that `build.mjs` wrote; run from source it is `source`. */
export function buildInfo(): { version: string; build: string } {
  const packageJson = PackageJson.parse(
    JSON.parse(fs.readFileSync(new URL('../package.json', import.meta.url), 'utf8')),
  )
  return { version: packageJson.version, build: readBuild() }
}

function readBuild(): string {
  try {
    return fs.readFileSync(new URL('./build-id', import.meta.url), 'utf8').trim()
  } catch {
    // Only a built program has the file.
    return 'source'
  }
}
