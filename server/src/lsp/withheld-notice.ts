import { LRUCache } from 'lru-cache'
import { MessageType, ShowMessageNotification, type Connection } from 'vscode-languageserver/node'
import type { CompletionRequest } from '../completion/completion-item.ts'
import type { InsecureFinding } from '../safety/insecure-code/insecure-findings.ts'
import type { Log } from './log.ts'
import { tell } from './tell.ts'

/**
 * Tells why nothing is shown: on the screen to a user who has asked by hand and would wait for it, otherwise in the log, once for
 * each document and kind.
 */
export function createWithheldNotice(
  connection: Connection,
  log: Pick<Log, 'info'>,
): (request: Pick<CompletionRequest, 'uri' | 'trigger'>, finding: InsecureFinding) => void {
  const told = new LRUCache<string, true>({ max: 200 })
  return ({ uri, trigger }, { id, cwe, message }) => {
    const text = `A suggestion is not shown because it is insecure. CWE-${cwe}: ${message} The setting wayline.completion.insecureCode says what becomes of such suggestions.`
    if (trigger === 'invoked') {
      tell(connection, ShowMessageNotification.type, { type: MessageType.Warning, message: text })
      return
    }
    const key = `${id} ${uri}`
    if (told.has(key)) return
    told.set(key, true)
    log.info(text)
  }
}
