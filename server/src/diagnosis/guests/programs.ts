import fs from 'node:fs'
import path from 'node:path'
import { repositoryTop } from '../../safety/repositories.ts'
import type { Programs } from './guest.ts'

const isWindows = process.platform === 'win32'
const environments = ['.venv', 'venv']

/** Looks for programs where projects have them: in the folder and those above it, up to the top of the repository, then in the path. */
export function createPrograms(env: NodeJS.ProcessEnv): Programs {
  const onPath = (name: string): string[] | null => {
    // A relative entry would be one of whatever folder it runs in.
    const folders = (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter).filter(folder => path.isAbsolute(folder))
    const file = folders.flatMap(folder => executables(path.join(folder, name))).find(isProgram)
    return file === undefined ? null : [file]
  }
  const own = (folder: string, file: string): string[] | null => {
    const found = upwards(folder)
      .flatMap(above => executables(path.join(above, file)))
      .find(isProgram)
    return found === undefined ? null : [found]
  }
  return {
    onPath,
    own,
    ofNode(folder, script) {
      const file = upwards(folder)
        .map(above => path.join(above, 'node_modules', script))
        .find(candidate => fs.existsSync(candidate))
      // Not by its shim: on Windows that is a script of the shell, with the shell's own ideas of arguments.
      return file === undefined ? null : [process.execPath, file]
    },
    ofPython(folder, name) {
      const bin = isWindows ? 'Scripts' : 'bin'
      const inProject = environments.map(environment => own(folder, path.join(environment, bin, name)))
      return inProject.find(found => found !== null) ?? onPath(name)
    },
  }
}

/** The folder, and those above it in its repository; without one, only the folder. */
export function upwards(folder: string): string[] {
  const top = repositoryTop(folder) ?? folder
  const folders = [folder]
  for (let at = folder; at !== top && path.dirname(at) !== at;) {
    at = path.dirname(at)
    folders.push(at)
  }
  return folders
}

function executables(file: string): string[] {
  return isWindows ? [`${file}.exe`, `${file}.cmd`, `${file}.bat`, file] : [file]
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK)
    return fs.statSync(file).isFile()
  } catch {
    // It is not there, or not for us.
    return false
  }
}
