import fs from 'node:fs'
import path from 'node:path'
import { parseConfig, type ParsedConfig } from '../../config.ts'
import { systemCode, WaylineError } from '../../errors.ts'
import type { DiagnosisSetup } from '../../diagnosis/workers/messages.ts'

/** Settings that a folder brings along: what editors have below `wayline`. */
export const settingsFile = '.wayline/settings.json'

/** Reads the settings of a folder; the defaults where it has none. Throws WaylineError for a file that is no JSON. */
export function readSettings(folder: string): ParsedConfig {
  const file = path.join(folder, settingsFile)
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8')
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(cause))) return parseConfig({})
    throw new WaylineError('file_unreadable', `${settingsFile} cannot be read.`, {
      cause,
      remedy: 'Check its permissions.',
    })
  }
  const value = jsonIn(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new WaylineError('file_unreadable', `${settingsFile} is no JSON object.`, {
      remedy:
        'It holds settings by their names without "wayline.", for example {"diagnosis": {"complexityLimit": 20}}.',
    })
  return parseConfig(value)
}

/** What the processes that diagnose are to know. The folders of rules are absolute. */
export function setupFor(
  folder: string,
  { config: { diagnosis } }: ParsedConfig,
  ruleFolders: readonly string[],
): DiagnosisSetup {
  return {
    ruleFolders,
    rules: diagnosis.rules,
    complexityLimit: diagnosis.complexityLimit,
    roots: [folder],
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    // Told by whoever asks.
    return undefined
  }
}
