import { sessionValidator } from './lsp-validator.ts'
import { readMetaModel } from './meta-model.ts'
import type { Line } from './transports.ts'

/**
 * Validates every message on a line from now on, and lists what the protocol does not allow, in order. Where the
 * protocol's specification is missing, nothing is ever listed. Nor is what the client says after the line broke: the
 * library then answers a second time, with the error of its first answer, and nobody hears either.
 */
export function watchMessages(line: Line): string[] {
  const violations: string[] = []
  const model = readMetaModel()
  if (!model) return violations
  const validator = sessionValidator(model)
  const { reader, writer } = line
  const listen = reader.listen.bind(reader)
  reader.listen = callback =>
    listen(message => {
      violations.push(...validator.check('server', message))
      callback(message)
    })
  const write = writer.write.bind(writer)
  let isBroken = false
  writer.write = async message => {
    // As it will stand on the wire, where undefined and absent are the same.
    if (!isBroken) violations.push(...validator.check('client', JSON.parse(JSON.stringify(message))))
    try {
      await write(message)
    } catch (error) {
      isBroken = true
      throw error
    }
  }
  return violations
}
