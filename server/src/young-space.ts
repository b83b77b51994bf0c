import { setFlagsFromString } from 'node:v8'

/**
 * Keeps V8's space for new objects as small as it is at the start; else it grows to 48 MiB before anything is tidied up. A
 * request leaves little behind, so that answers come no later for it. After 2,000 requests in a file of 10,000 lines a
 * language server takes 129 MiB instead of 162.
 *
 * To be called by each program that starts, threads too (without theirs it is 156), and not before code is loaded that was
 * compiled under other flags: V8 would compile it anew.
 */
export function keepYoungSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
