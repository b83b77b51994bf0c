import type { Connection } from 'vscode-languageserver/node'
import type { Background } from '../background/background.ts'
import { parseConfig } from '../config.ts'
import { createWorkspace, type Workspace, type WorkspaceOptions } from './workspace.ts'

let asked: string[]
let nowMs: number
let lookTakesMs: number
let changes: number
let enabled: boolean
let edit: () => void
/** What is to happen when nothing happens for long. */
const timers = new Set<() => void>()

beforeEach(() => {
  timers.clear()
  asked = []
  nowMs = 0
  lookTakesMs = 0
  changes = 0
  enabled = true
})

describe('Where the editor does not tell of changed files', () => {
  test('all are looked at again when something is asked for, and not more often than every half minute', async () => {
    const workspace = workspaceOf({ canWatchFiles: false })
    for (nowMs = 0; nowMs < 100_000; nowMs += 1000) await ask(workspace)
    expect(asked).toEqual(['openWorkspace', 'lookAgain', 'lookAgain', 'lookAgain'])
    expect(changes).toBe(3)
  })

  test('nothing is looked at while nobody asks', async () => {
    const workspace = workspaceOf({ canWatchFiles: false })
    await ask(workspace)
    nowMs = 1_000_000
    await settled()
    expect(asked).toEqual(['openWorkspace'])
  })

  test('a workspace that takes long to look at is looked at less often', async () => {
    const workspace = workspaceOf({ canWatchFiles: false })
    lookTakesMs = 2000
    for (nowMs = 0; nowMs < 240_000; nowMs += 1000) await ask(workspace)
    expect(asked).toEqual(['openWorkspace', 'lookAgain', 'lookAgain', 'lookAgain'])
  })

  test('off means off', async () => {
    const workspace = workspaceOf({ canWatchFiles: false })
    await ask(workspace)
    enabled = false
    await workspace.close()
    nowMs = 1_000_000
    await ask(workspace)
    expect(asked).toEqual(['openWorkspace', 'dispose'])
  })
})

test('an editor that refuses to tell of changed files is one that does not', async () => {
  const workspace = workspaceOf({ canWatchFiles: true, refuses: true })
  await ask(workspace)
  nowMs = 31_000
  await ask(workspace)
  expect(asked).toEqual(['openWorkspace', 'lookAgain'])
})

test('where the editor tells of changed files, only those are looked at', async () => {
  const workspace = workspaceOf({ canWatchFiles: true })
  await ask(workspace)
  nowMs = 1_000_000
  await ask(workspace)
  expect(asked).toEqual(['openWorkspace'])
})

describe('Where nothing is asked for in a long while', () => {
  const rest = (): void => {
    for (const run of [...timers]) {
      timers.delete(run)
      run()
    }
  }

  test('the background ends, and begins anew with the next edit', async () => {
    const workspace = workspaceOf({ canWatchFiles: true })
    await ask(workspace)
    rest()
    expect(asked).toEqual(['openWorkspace', 'dispose'])
    edit()
    await ask(workspace)
    expect(asked).toEqual(['openWorkspace', 'dispose', 'openWorkspace'])
    expect(timers.size).toBe(1)
  })

  test('and with the next question', async () => {
    const workspace = workspaceOf({ canWatchFiles: true })
    await ask(workspace)
    rest()
    await ask(workspace)
    expect(asked).toEqual(['openWorkspace', 'dispose', 'openWorkspace'])
  })

  test('what is off or has never begun does not begin with an edit', async () => {
    const workspace = workspaceOf({ canWatchFiles: true })
    edit()
    await ask(workspace)
    rest()
    enabled = false
    edit()
    expect(asked).toEqual(['openWorkspace', 'dispose'])
    await workspace.close()
    expect(timers.size).toBe(0)
  })
})

function workspaceOf({ canWatchFiles, refuses = false }: { canWatchFiles: boolean; refuses?: boolean }): Workspace {
  const connection = {
    onDidChangeWatchedFiles: () => undefined,
    sendRequest: () => (refuses ? Promise.reject(new Error('No.')) : Promise.resolve(null)),
  } as unknown as Connection
  return createWorkspace({
    connection,
    client: { canWatchFiles } as WorkspaceOptions['client'],
    documents: {
      onSave: () => undefined,
      onEdit: (listener: () => void) => (edit = listener),
    } as unknown as WorkspaceOptions['documents'],
    folders: { roots: () => ['file:///project'], onChange: () => undefined } as unknown as WorkspaceOptions['folders'],
    settings: {
      get current() {
        return parseConfig({ completion: { enabled } }).config
      },
      onChange: () => undefined,
    } as unknown as WorkspaceOptions['settings'],
    cacheFolder: '/nowhere',
    log: { debug: () => undefined } as unknown as WorkspaceOptions['log'],
    onReady: () => undefined,
    onRules: () => undefined,
    onChange() {
      changes++
    },
    now: () => nowMs,
    after(_, run) {
      timers.add(run)
      return () => timers.delete(run)
    },
    startBackground: () => backgroundThatTells(),
  })
}

function backgroundThatTells(): Background {
  const look = (task: string) => (): Promise<void> => {
    asked.push(task)
    nowMs += lookTakesMs
    return Promise.resolve()
  }
  return {
    openWorkspace: look('openWorkspace'),
    lookAgain: look('lookAgain'),
    filesChanged: look('filesChanged'),
    lookAt: () => Promise.reject(new Error('nobody asks')),
    declarationsNear: () => Promise.resolve([]),
    checkSyntax: () => Promise.resolve('unknown'),
    dispose: look('dispose'),
  }
}

async function ask(workspace: Workspace): Promise<void> {
  await workspace.declarationsNear({
    uri: 'file:///project/a.ts',
    languageId: 'typescript',
    before: '',
    after: '',
    room: 2000,
  })
  await settled()
}

function settled(): Promise<void> {
  return new Promise(setImmediate)
}
