/**
 * What each platform's VSIX brings of native code: the package with ast-grep's library, the folder of its grammars, and the package with
 * llama.cpp. A part of which there is no build for a platform, or none in the lock file, is null: what needs it is off there, and says so.
 */
export const targets = {
  'linux-x64': {
    astGrep: '@ast-grep/napi-linux-x64-gnu',
    grammars: 'prebuild-Linux-X64',
    llama: '@node-llama-cpp/linux-x64',
  },
  'linux-arm64': {
    astGrep: '@ast-grep/napi-linux-arm64-gnu',
    grammars: 'prebuild-Linux-ARM64',
    llama: '@node-llama-cpp/linux-arm64',
  },
  'darwin-x64': {
    astGrep: '@ast-grep/napi-darwin-x64',
    grammars: 'prebuild-macOS-X64',
    llama: null,
  },
  'darwin-arm64': {
    astGrep: '@ast-grep/napi-darwin-arm64',
    grammars: 'prebuild-macOS-ARM64',
    llama: null,
  },
  'win32-x64': {
    astGrep: '@ast-grep/napi-win32-x64-msvc',
    grammars: 'prebuild-Windows-X64',
    llama: null,
  },
  'win32-arm64': { astGrep: '@ast-grep/napi-win32-arm64-msvc', grammars: null, llama: null },
  // The grammars are built against glibc; rules for the languages of the library itself work.
  'alpine-x64': { astGrep: '@ast-grep/napi-linux-x64-musl', grammars: null, llama: null },
  'alpine-arm64': { astGrep: '@ast-grep/napi-linux-arm64-musl', grammars: null, llama: null },
  // For whatever has no VSIX of its own.
  universal: { astGrep: null, grammars: null, llama: null },
}

/** The target of this computer. */
export function thisTarget() {
  const name = `${process.platform}-${process.arch}`
  return name in targets ? name : 'universal'
}
