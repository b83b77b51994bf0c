import os from 'node:os'
import path from 'node:path'

/** Where editors are kept between runs. */
export function editorsFolder() {
  return path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'wayline-tests', 'editors')
}
