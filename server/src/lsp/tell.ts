import type { Connection } from 'vscode-languageserver/node'

/** Tells the editor something that nobody waits for. An editor that has gone need not be told. */
export function tell(connection: Connection, { method }: { method: string }, params: object): void {
  const told = async (): Promise<void> => connection.sendNotification(method, params)
  told().catch(() => undefined)
}
