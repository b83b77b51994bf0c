import fs from 'node:fs/promises'

/**
 * Writes a file beside its place and puts it there, so that it is there as a whole or as it was. Rejects with what the system
 * says; what was written is removed then.
 */
export async function viaTemporaryFile(file: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${file}.${process.pid}`
  try {
    await write(temporary)
    await fs.rename(temporary, file)
  } catch (error) {
    await fs.rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}
