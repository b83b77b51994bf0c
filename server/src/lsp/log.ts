import { LogMessageNotification, MessageType, type Connection } from 'vscode-languageserver/node'
import type { Config } from '../config.ts'
import { tell } from './tell.ts'

/** What is told in the editor's log, by `window/logMessage`. Never holds code or prompts. */
export interface Log {
  error(message: string): void
  warn(message: string): void
  info(message: string): void
  debug(message: string): void
}

type Level = Config['log']['level']

const order: Level[] = ['error', 'warn', 'info', 'debug']
const types: Record<Level, MessageType> = {
  error: MessageType.Error,
  warn: MessageType.Warning,
  info: MessageType.Info,
  // Clients older than LSP 3.18 know no `Debug`.
  debug: MessageType.Log,
}

export function createLog(connection: Connection, level: () => Level): Log {
  const write = (at: Level, message: string): void => {
    if (order.indexOf(at) > order.indexOf(level())) return
    tell(connection, LogMessageNotification.type, { type: types[at], message })
  }
  return {
    error: message => write('error', message),
    warn: message => write('warn', message),
    info: message => write('info', message),
    debug: message => write('debug', message),
  }
}
