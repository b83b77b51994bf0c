import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { MessageType, ShowMessageNotification } from 'vscode-languageserver/node'
import { toMarkdown, toPlainText, type Block } from '../diagnosis/explanations/blocks.ts'
import { digest } from '../lsp/diagnosis.ts'
import { showDocument } from '../lsp/show-document.ts'
import { tell } from '../lsp/tell.ts'
import { indexFolder } from '../workspace-index/index-cache.ts'
import type { Services } from './services.ts'

const mostFiles = 20
/** A message is no place for more. */
const longestMessage = 1500

/**
 * Shows text in a document of its own, where it can be scrolled and copied, in editors that show documents when they are
 * asked to. The others have no place for a long text but a message, which every editor shows.
 */
export async function showText(services: Services, blocks: readonly Block[]): Promise<void> {
  const { connection, client, env, log } = services
  if (client.canShowDocument) {
    try {
      const file = await writeText(path.join(path.dirname(indexFolder(env)), 'explanations'), blocks)
      if (await showDocument(connection, { uri: pathToFileURL(file).href })) return
    } catch (error) {
      log.info(`An explanation cannot be shown as a document: ${String(error)}`)
    }
  }
  const text = toPlainText(blocks)
  const message = text.length > longestMessage ? `${text.slice(0, longestMessage - 1)}…` : text
  tell(connection, ShowMessageNotification.type, { type: MessageType.Info, message })
}

/** It may hold code, so it is for its user alone; the oldest go. */
async function writeText(folder: string, blocks: readonly Block[]): Promise<string> {
  const text = toMarkdown(blocks)
  await fs.promises.mkdir(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, `${nameOf(blocks)} ${digest(text).slice(0, 6)}.md`)
  await fs.promises.writeFile(file, `${text}\n`, { mode: 0o600 })
  const names = await fs.promises.readdir(folder)
  const files = await Promise.all(
    names.map(async name => ({ name, modifiedMs: (await fs.promises.stat(path.join(folder, name))).mtimeMs })),
  )
  files.sort((one, other) => other.modifiedMs - one.modifiedMs)
  for (const { name } of files.slice(mostFiles)) await fs.promises.rm(path.join(folder, name), { force: true })
  return file
}

/** What the editor's tab says: the beginning of the text, as any file system takes it. */
function nameOf([first]: readonly Block[]): string {
  const text = first && 'text' in first ? first.text : ''
  const words = text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
  return words.slice(0, 40).trim() || 'Explanation'
}
