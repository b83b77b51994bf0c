import { openEditor, type Editor, type EditorOptions } from './editor.ts'
import { startGateway, type CompanyGateway } from './gateway.ts'
import { makeHome, type Home } from './home.ts'
import { endProcesses } from './processes.ts'
import { startStandInEngine, type StandInEngine } from './stand-in-engine.ts'
import type { Transport } from './transports.ts'

/** What one test has started. Everything is ended and removed after it, even when it fails. */
export interface Session {
  home: Home
  engine(model?: string): Promise<StandInEngine>
  gateway(engine: { url: string }, args?: string[]): Promise<CompanyGateway>
  editor(options?: Partial<EditorOptions>): Promise<Editor>
  /** An editor that uses a company gateway in front of a stand-in engine. */
  editorWithEngine(
    options?: Partial<EditorOptions>,
  ): Promise<{ editor: Editor; engine: StandInEngine; gateway: CompanyGateway }>
}

/**
 * Gives each test of a `describe` a session of its own, with `model` one that has the embedded model; the returned
 * function is for use inside tests.
 */
export function useSession(transport: Transport = 'stdio', options: { model?: boolean } = {}): () => Session {
  let session: Session | null = null
  let cleanUp: (() => Promise<void> | void)[] = []
  let editors: Editor[] = []

  beforeEach(() => {
    const home = makeHome(options)
    cleanUp = [() => home.remove()]
    editors = []
    session = {
      home,
      async engine(model) {
        const engine = await startStandInEngine(model)
        cleanUp.unshift(() => engine.close())
        return engine
      },
      gateway: (engine, args) => startGateway(home, engine.url, args ? { args } : {}),
      async editor(options) {
        const editor = await openEditor({ transport, home, ...options })
        editors.push(editor)
        return editor
      },
      async editorWithEngine(options = {}) {
        const engine = await this.engine()
        const gateway = await this.gateway(engine)
        const settings = { gateway: gateway.settings, ...options.settings }
        return { engine, gateway, editor: await this.editor({ ...options, settings }) }
      },
    }
  })

  afterEach(async () => {
    // What runs in a process of its own is ended whatever it does; only what shares ours must be asked.
    await endProcesses()
    await Promise.all(editors.filter(({ process }) => process === null).map(editor => editor.hangUp()))
    for (const end of cleanUp) await end()
    expect(editors.flatMap(editor => editor.violations)).toEqual([])
  })

  return () => {
    if (!session) throw new Error('a session begins with its test')
    return session
  }
}
