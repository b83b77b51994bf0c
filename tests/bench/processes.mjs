// Memory, processor time and ends of whole process trees; what cannot be told on this system is null.
import fs from 'node:fs'

const started = new Set()

/** Remembers a child process, so that `endAll` ends it with all that it has started. */
export function remember(child) {
  started.add(child)
  child.on('exit', () => started.delete(child))
  return child
}

/** Ends a child process with all that it has started. */
export function endTree(child) {
  for (const id of processTree(child.pid).reverse()) {
    try {
      process.kill(id, 'SIGKILL')
    } catch {
      // It has ended meanwhile.
    }
  }
}

export function endAll() {
  for (const child of started) endTree(child)
}

/** Resident memory of a process and all that it has started, in MiB. */
export function memoryMiB(pid) {
  let total = 0
  for (const id of processTree(pid)) {
    const resident = readProcess(id, 'smaps_rollup')?.match(/^Rss:\s+(\d+)/m)
    if (resident) total += Number(resident[1])
  }
  return total > 0 ? Math.round(total / 102.4) / 10 : null
}

/** Processor time that a process and all that it has started have used, in milliseconds. */
export function cpuMs(pid) {
  let ticks = 0
  for (const id of processTree(pid)) {
    const fields = statOf(id)
    if (fields) ticks += Number(fields[11]) + Number(fields[12])
  }
  return ticks * 10
}

function processTree(root) {
  if (process.platform !== 'linux') return [root]
  const children = new Map()
  for (const name of fs.readdirSync('/proc').filter(entry => /^\d+$/.test(entry))) {
    const parent = Number(statOf(name)?.[1])
    children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const found = []
  const visit = id => {
    found.push(id)
    for (const child of children.get(id) ?? []) visit(child)
  }
  visit(root)
  return found
}

/** The fields after the command's name, which may itself contain blanks. */
function statOf(id) {
  const stat = readProcess(id, 'stat')
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function readProcess(id, file) {
  try {
    return fs.readFileSync(`/proc/${id}/${file}`, 'utf8')
  } catch {
    // It has ended meanwhile.
    return null
  }
}
