import { FetchableModel } from '@wayline/inference/api'
import * as z from 'zod'

/** What the gateway program says to whoever started it, over the channel of a Node parent. */
export const GatewayMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('gateway-listening'),
    url: z.string().nullable(),
    socket: z.string().nullable(),
    keyFile: z.string().nullable(),
    /** Address of the page in the browser, without the key. */
    playground: z.string().nullish(),
  }),
  z.object({
    type: z.literal('gateway-failed'),
    code: z.string(),
    message: z.string(),
    remedy: z.string().nullable(),
    missingModel: FetchableModel.nullable(),
  }),
])
export type GatewayMessage = z.infer<typeof GatewayMessage>
