import { protocolVersion, ServerIntroduction } from '@wayline/server/protocol'

/** How a language server stands to this extension, by what it says of itself. */
export type PartnerAge = 'same' | 'older' | 'newer' | 'stranger'

/** One that says nothing of our protocol is a stranger: an early version, or another server altogether. */
export function ageOf(experimental: unknown): PartnerAge {
  const introduction = ServerIntroduction.safeParse(experimental)
  if (!introduction.success) return 'stranger'
  const { protocol } = introduction.data.wayline
  if (protocol === protocolVersion) return 'same'
  return protocol > protocolVersion ? 'newer' : 'older'
}
