import pidtree from 'pidtree'
import pidusage from 'pidusage'

/** What a process and all that it has started take of the memory. */
export interface ProcessMemory {
  /** Resident set of all of them together, in MiB. Pages that they share count in each. */
  residentMiB: number
  processes: number
  /** When the process began, in milliseconds since 1970. */
  startedAt: number
}

/** Memory of a process tree; null where there is no such process any more, or the system does not tell. */
export async function memoryOf(pid: number): Promise<ProcessMemory | null> {
  const own = await usageOf(pid)
  if (!own) return null
  const others = await Promise.all((await descendantsOf(pid)).map(usageOf))
  const usages = [own, ...others.filter(usage => usage !== null)]
  const bytes = usages.reduce((sum, { memory }) => sum + memory, 0)
  return { residentMiB: bytes / 1024 ** 2, processes: usages.length, startedAt: own.timestamp - own.elapsed }
}

async function usageOf(pid: number): Promise<pidusage.Status | null> {
  try {
    return await pidusage(pid)
  } catch {
    // It has ended meanwhile.
    return null
  }
}

async function descendantsOf(pid: number): Promise<number[]> {
  try {
    return await pidtree(pid)
  } catch {
    // The system's list of processes cannot be had, for instance in a container without `ps`: the process itself is told all the same.
    return []
  }
}
