import { entropyOf, isPlaceholder, isWords } from './secret-value.ts'
import type { Span } from './span.ts'

/** A literal of nothing but characters of which tokens are made; what is shorter is a name as likely, what is longer is data. */
const literal = /(?<=(["'`]))[A-Za-z0-9+/_=-]{32,128}(?=\1)/g
/** There wherever a literal is, and quick to find: most lines have none. */
const hint = /["'`][A-Za-z0-9+/_=-]{32}/
/** So many on one line are a table. */
const mostOnLine = 2

/**
 * What the line says of a value that everybody may see although it looks made by chance: sums of files, names of commits and
 * objects, keys that are public, and what a test expects (docs/decisions/2026-11-25-entropy.md).
 */
const harmless =
  /hash|sha-?\d|md5|crc|digest|checksum|integrity|commit|revision|\brev\b|\bsri\b|etag|uu?id\b|guid|fingerprint|thumbprint|expect|assert|equal|should|vector|fixture|snapshot|public|cert|alphabet|charset|chars\b|curve|prime|order|modul|bytecode|address|version|resolved|\bimport\b|\brequire\(|\bfrom\b/i

/** Literals that look made by chance, under whatever name, where the line does not say that they are harmless. */
export function stringsOfChance(line: string): Span[] {
  if (!hint.test(line)) return []
  const found = [...line.matchAll(literal)].filter(([text]) => isOfChance(text))
  if (found.length === 0 || found.length > mostOnLine) return []
  const rest = found.reduce((text, [literal]) => text.replace(literal, ''), line)
  if (harmless.test(rest)) return []
  return found.map(({ index, 0: text }) => ({ start: index, end: index + text.length }))
}

/** Lengths in which keys are written in hexadecimal: of 16, 20, 24, 32, 48 and 64 bytes. */
const hexLengths = new Set([32, 40, 48, 64, 96, 128])

function isOfChance(text: string): boolean {
  if (isPlaceholder(text) || hasRun(text)) return false
  if (/^(?:[\da-f]+|[\dA-F]+)$/.test(text))
    return hexLengths.has(text.length) && /\d.*\d.*\d/.test(text) && entropyOf(text) >= 3
  const digits = text.match(/\d+/g) ?? []
  // A word of a hundred letters has both cases and no digit; an identifier has its digits at one place.
  if (digits.length < 3 || !/[A-Z]/.test(text) || !/[a-z]/.test(text)) return false
  if (/[-_/].*[-_/].*[-_/].*[-_/]/.test(text) || isWords(text)) return false
  return entropyOf(text) >= 4.2
}

/** Letters or digits in their order: a table of characters, or somebody's stand-in. */
function hasRun(text: string): boolean {
  let run = 1
  for (let at = 1; at < text.length; at++) {
    run = text.charCodeAt(at) === text.charCodeAt(at - 1) + 1 ? run + 1 : 1
    if (run >= 5) return true
  }
  return false
}
