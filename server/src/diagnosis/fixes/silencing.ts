/** What people write to have a tool say nothing of a place, in the words of the tools that are common. */
const marks =
  /wayline-ignore|eslint-disable|biome-ignore|tslint:disable|oxlint-disable|@ts-(?:ignore|expect-error|nocheck)|\bnoqa\b|type:\s*ignore|pyright:\s*ignore|pylint:\s*disable|\bnosec\b|\bnolint|\bNOSONAR\b|@SuppressWarnings|@Suppress\b|@SuppressLint|#!?\[allow\(|#\[expect\(|#pragma warning\s*\(?disable|pragma (?:clang|GCC) diagnostic ignored|rubocop:disable|phpstan-ignore|psalm-suppress|phpcs:ignore|shellcheck disable|swiftlint:disable|checkstyle:off|noinspection|coverity\[|lgtm\[|codeql\[|nosemgrep/gi

/** Whether a text silences a tool in more places than the one before it: whatever was wrong there is so still. */
export function isSilencing(before: string, after: string): boolean {
  const count = (text: string): number => [...text.matchAll(marks)].length
  return count(after) > count(before)
}
