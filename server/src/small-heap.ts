import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 tidy up sooner: its space for new objects stays as small as it is at the start, where it would grow to 48 MiB, and what has outlived that
 * may grow by half before it is looked through, where it would be left to grow fourfold. A request leaves little behind, so
 * that answers come no later for it. After 20,000 edits (`npm run soak`) a language server takes 156 MiB instead of 213.
 *
 * To be called by each program that starts, threads too, and not before code is loaded that was compiled under other flags: V8
 * would compile it anew.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--heap-growing-percent=50')
}
