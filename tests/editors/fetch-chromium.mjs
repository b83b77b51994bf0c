import fs from 'node:fs'
import path from 'node:path'
import { chromiumProgram } from './chromium-program.mjs'
import { unpackDebian } from './unpack-debian.mjs'

/** Files of the C library. */
const cLibrary =
  /^(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util|anl|mvec|nss_\w+|nsl|thread_db|BrokenLocale|memusage|pcprofile|SegFault)\.so\..*)$/

/** Chromium of the Debian that runs here, where none is installed. */
export function fetchChromium(folder) {
  if (chromiumProgram() !== null) return
  const target = path.join(folder, 'chromium')
  unpackDebian(target, codename(), ['chromium', 'fonts-dejavu-core', 'fontconfig-config'])
  const root = path.join(target, 'root')
  const platform = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`
  const folders = ['lib', 'usr/lib'].map(name => path.join(root, name, platform))
  // It starts itself again for each page, so it cannot be started by a loader of its own; being of the same Debian, it takes the system's,
  // and the system's C library with it.
  for (const name of fs.readdirSync(folders[0])) if (cLibrary.test(name)) fs.rmSync(path.join(folders[0], name))
  const libraries = [...folders, ...['nss', 'pulseaudio'].map(name => path.join(folders[1], name))].join(':')
  const lines = [
    '#!/bin/sh',
    `export LD_LIBRARY_PATH="${libraries}"`,
    `export FONTCONFIG_SYSROOT="${root}"`,
    `exec "${root}/usr/lib/chromium/chromium" "$@"`,
  ]
  fs.writeFileSync(path.join(target, 'chromium'), `${lines.join('\n')}\n`, { mode: 0o755 })
}

function codename() {
  const release = fs.existsSync('/etc/os-release') ? fs.readFileSync('/etc/os-release', 'utf8') : ''
  return /^VERSION_CODENAME=(\w+)/m.exec(release)?.[1] ?? 'stable'
}
