import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { UsageEvent } from '@wayline/inference/api'
import { systemCode, WaylineError } from '../errors.ts'

/** Where a user's events are: the newer file is added to, and takes the place of the older one when it is full. */
export interface EventFiles {
  folder: string
  newer: string
  older: string
  /** Exists while one of several editors makes the newer file the older one. */
  lock: string
  /** What has been learned of them; it goes when they go. */
  taste: string
}

/** Pure: nothing is created. */
export function eventFiles(dataDir: string): EventFiles {
  const folder = path.join(dataDir, 'events')
  const at = (name: string): string => path.join(folder, name)
  return {
    folder,
    newer: at('events.jsonl'),
    older: at('events.old.jsonl'),
    lock: at('events.lock'),
    taste: at('taste.json'),
  }
}

/**
 * All events that are kept, oldest first, as far as they can be read: a line that was half written, or that another
 * version wrote, is left out. Rejects with a WaylineError where there are files that may not be read.
 */
export async function readEvents(files: EventFiles): Promise<UsageEvent[]> {
  return (await readEventTexts(files)).flatMap(eventsIn)
}

/** The files as they are, the older one first. Rejects like `readEvents`. */
export async function readEventTexts({ older, newer }: EventFiles): Promise<string[]> {
  // The newer one first: if it becomes the older one meanwhile, some events are missed, but none is counted twice.
  const last = await textOf(newer)
  const first = await textOf(older)
  return first === last ? [first] : [first, last]
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return ''
    throw new WaylineError('file_unreadable', `The events in ${file} cannot be read.`, {
      cause: error,
      remedy: 'Correct its permissions, or delete it to begin anew.',
    })
  }
}

function eventsIn(text: string): UsageEvent[] {
  return text.split('\n').flatMap(line => {
    if (line === '') return []
    try {
      const parsed = UsageEvent.safeParse(JSON.parse(line))
      return parsed.success ? [parsed.data] : []
    } catch {
      // The writer was stopped in the middle of this line.
      return []
    }
  })
}
