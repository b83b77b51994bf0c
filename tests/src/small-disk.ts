import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A disk of its own with a few kilobytes, for tests of what happens when it is full. */
export interface SmallDisk {
  folder: string
  /** Writes until nothing more can be written. */
  fill(): void
  /** Makes room again. */
  empty(): void
  remove(): void
}

/** Makes one; only where `noSmallDisk()` is null. */
export function makeSmallDisk(): SmallDisk {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-disk-'))
  if (!mount(folder)) throw new Error('no disk can be mounted here')
  const filling = path.join(folder, 'filling')
  return {
    folder,
    fill() {
      const file = fs.openSync(filling, 'a')
      try {
        for (;;) fs.writeSync(file, Buffer.alloc(4096))
      } catch {
        // That is the point of it.
      } finally {
        fs.closeSync(file)
      }
    },
    empty: () => fs.rmSync(filling, { force: true }),
    remove() {
      spawnSync('umount', ['-l', folder])
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Why no small disk can be had here, or null. */
export function noSmallDisk(): string | null {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-disk-'))
  try {
    if (!mount(folder)) return 'a small disk can be mounted on Linux and by root only'
    spawnSync('umount', ['-l', folder])
    return null
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

function mount(folder: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'wayline-test', folder]).status === 0
}
