import * as z from 'zod'

/**
 * Counts the changes to this door that the other side has to know of. A client of our own sends it as `initializationOptions.protocol`,
 * the server as `capabilities.experimental.wayline.protocol`. Where the two differ, each says so and keeps to the standard.
 */
export const protocolVersion = 1

/** What a client of our own says of itself in `initializationOptions`. Any other client says nothing of the kind. */
export const ClientIntroduction = z.looseObject({
  /** Its name, such as "vscode". */
  client: z.string(),
  /** Its own version, for people. */
  clientVersion: z.string().optional(),
  protocol: z.number().int().optional(),
})
export type ClientIntroduction = z.infer<typeof ClientIntroduction>

/** What the server says of itself in `capabilities.experimental`. */
export const ServerIntroduction = z.looseObject({ wayline: z.looseObject({ protocol: z.number().int() }) })

/**
 * What a server has to say of a client with another version of this door, or null where they agree. A client that names no version is
 * taken at its word: it uses the standard alone.
 */
export function partnerProblem(introduction: unknown): string | null {
  const parsed = ClientIntroduction.safeParse(introduction)
  if (!parsed.success || parsed.data.protocol === undefined || parsed.data.protocol === protocolVersion) return null
  const { client, clientVersion, protocol } = parsed.data
  const who = clientVersion === undefined ? client : `${client} ${clientVersion}`
  const [age, whatToUpdate] =
    protocol > protocolVersion
      ? ['newer than this language server', 'Update the server']
      : ['older than this language server', 'Update the extension']
  return `The Wayline extension (${who}) is ${age}. Completion, diagnostics, hovers and fixes work; what goes beyond them is off. ${whatToUpdate}.`
}
