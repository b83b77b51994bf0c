/** The code by which the system names a failure (`ENOSPC`, `EEXIST` …), or null if it was no failure of the system. */
export function systemCodeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
