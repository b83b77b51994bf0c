/** A command's work: its arguments are whatever the client sent. */
export type Command = (commandArguments: unknown[], signal: AbortSignal) => Promise<unknown>

/** The commands of `workspace/executeCommand`, each added by the feature that it belongs to. */
export type Commands = Map<string, Command>
