import fs from 'node:fs'
import path from 'node:path'

const mostBytes = 1024 * 1024

/** Appends lines with their time to a file that is begun anew when it is large. A full disk costs the line and nothing else. */
export function logToFile(file: string, now: () => Date = () => new Date()): (line: string) => void {
  return line => {
    try {
      fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
      const isLarge = (fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) > mostBytes
      fs.writeFileSync(file, `${now().toISOString()} ${line}\n`, { flag: isLarge ? 'w' : 'a', mode: 0o600 })
    } catch {
      // There is nowhere left to say it.
    }
  }
}
