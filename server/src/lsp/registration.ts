import { randomUUID } from 'node:crypto'
import { RegistrationRequest, UnregistrationRequest } from 'vscode-languageserver/node'

/** The part of a connection that is used. */
interface Asks {
  sendRequest(method: string, params: object): Promise<unknown>
}

/** Something that the editor has been asked to tell of. */
export interface Registration {
  /** Rejects where the editor has gone. */
  end(): Promise<void>
}

/**
 * Asks the editor to tell of something from now on. Rejects where it refuses or has gone. The library's own way to ask writes into
 * the editor's log that it has failed, which fails as well once the editor has gone, and that nobody can catch.
 */
export async function register(
  connection: Asks,
  { method }: { method: string },
  registerOptions: object,
): Promise<Registration> {
  const id = randomUUID()
  await connection.sendRequest(RegistrationRequest.method, { registrations: [{ id, method, registerOptions }] })
  return {
    async end() {
      await connection.sendRequest(UnregistrationRequest.method, { unregisterations: [{ id, method }] })
    },
  }
}
