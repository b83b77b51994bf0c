import fs from 'node:fs'
import * as z from 'zod'

/** A type of the Language Server Protocol as its machine-readable specification writes it. */
export type MetaType =
  | { kind: 'base' | 'reference'; name: string }
  | { kind: 'array'; element: MetaType }
  | { kind: 'map'; key: MetaType; value: MetaType }
  | { kind: 'tuple' | 'and' | 'or'; items: MetaType[] }
  | { kind: 'literal'; value: { properties: MetaProperty[] } }
  | { kind: 'stringLiteral'; value: string }
  | { kind: 'integerLiteral'; value: number }
  | { kind: 'booleanLiteral'; value: boolean }

export interface MetaProperty {
  name: string
  type: MetaType
  optional?: boolean | undefined
}

const MetaType: z.ZodType<MetaType> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['base', 'reference']), name: z.string() }),
    z.object({ kind: z.literal('array'), element: MetaType }),
    z.object({ kind: z.literal('map'), key: MetaType, value: MetaType }),
    z.object({ kind: z.enum(['tuple', 'and', 'or']), items: z.array(MetaType) }),
    z.object({ kind: z.literal('literal'), value: z.object({ properties: z.array(MetaProperty) }) }),
    z.object({ kind: z.literal('stringLiteral'), value: z.string() }),
    z.object({ kind: z.literal('integerLiteral'), value: z.number() }),
    z.object({ kind: z.literal('booleanLiteral'), value: z.boolean() }),
  ]),
)
const MetaProperty: z.ZodType<MetaProperty> = z.lazy(() =>
  z.object({ name: z.string(), type: MetaType, optional: z.boolean().optional() }),
)

const Message = z.object({
  method: z.string(),
  messageDirection: z.enum(['clientToServer', 'serverToClient', 'both']),
  /** One type, or one a position. */
  params: z.union([MetaType, z.array(MetaType)]).optional(),
  result: MetaType.optional(),
  partialResult: MetaType.optional(),
  errorData: MetaType.optional(),
  registrationOptions: MetaType.optional(),
})
/** A request or a notification of the protocol. */
export type MetaMessage = z.infer<typeof Message>

const MetaModel = z.object({
  requests: z.array(Message),
  notifications: z.array(Message),
  structures: z.array(
    z.object({
      name: z.string(),
      extends: z.array(z.object({ name: z.string() })).optional(),
      mixins: z.array(z.object({ name: z.string() })).optional(),
      properties: z.array(MetaProperty),
    }),
  ),
  enumerations: z.array(
    z.object({
      name: z.string(),
      type: z.object({ kind: z.literal('base'), name: z.string() }),
      values: z.array(z.object({ value: z.union([z.string(), z.number()]) })),
      supportsCustomValues: z.boolean().optional(),
    }),
  ),
  typeAliases: z.array(z.object({ name: z.string(), type: MetaType })),
})
/** The whole specification. */
export type MetaModel = z.infer<typeof MetaModel>

/** Where the specification is expected: in the folder of shared data beside the repository. */
export const metaModelFile = new URL('../../../shared/data/lsp/metaModel.json', import.meta.url)

/** Reads the specification, or null where this machine does not have it. */
export function readMetaModel(file: URL = metaModelFile): MetaModel | null {
  if (!fs.existsSync(file)) return null
  return MetaModel.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
}
