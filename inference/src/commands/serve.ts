import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { localGateway, surroundings, type EngineState, type LocalGateway } from '../api/index.ts'
import { createApp } from '../app.ts'
import { buildInfo } from '../build-info.ts'
import { loadConfig, type GatewayConfig } from '../config.ts'
import { createEngine } from '../engines/create-engine.ts'
import { checkModelFile } from '../engines/embedded/gguf-check.ts'
import { isLoopbackAddress } from '../http/playground-access.ts'
import type { PlaygroundOptions } from '../http/playground.ts'
import { createRequiredStarts } from '../http/required-starts.ts'
import { createActivity } from '../local/activity.ts'
import { apiKeys } from '../local/api-key.ts'
import { makeDataFolder } from '../local/data-folder.ts'
import { listenOnPort, listenOnSocket } from '../local/listen.ts'
import { logToFile } from '../local/log-file.ts'
import { takeOver } from '../local/take-over.ts'
import { createRequestMetrics } from '../metrics/request-metrics.ts'
import { createModelDirectory } from '../models/model-list.ts'
import { createCatalogue } from '../models/profiles/catalogue.ts'
import { expectKnownModel, locateModel } from '../models/store/locate.ts'
import type { Lock } from '../models/store/file-lock.ts'
import { parseServeFlags, serveHelp, type ServeFlags } from './flags.ts'
import { tellParent } from './tell-parent.ts'
import { untilTold } from './until-told.ts'

/** `serve`: runs until it is told to end, by signal, by its parent's end, by request or by idleness. Returns the exit code. */
export async function runServe(argv: string[]): Promise<number> {
  const flags = parseServeFlags(argv)
  if (flags.isHelp) {
    process.stdout.write(serveHelp())
    return 0
  }
  const config = loadConfig(flags.settings, process.env, flags.file)
  const place = localGateway(surroundings(), config.dataDir)
  makeDataFolder(place.dataDir)
  expectNamedModel(config, place)
  const build = buildInfo()
  const usesSocket = flags.isLocal || flags.hasSocket
  const { preset, own } = apiKeys(process.env, place.keyFile, usesSocket)
  const lock = usesSocket
    ? await takeOver({ place, build: build.build, key: own ?? '', replaceSameBuild: flags.hasSocket })
    : null
  if (usesSocket && !lock) {
    process.stderr.write('wayline: a gateway of yours is running already.\n')
    return 0
  }
  // However this process ends, short of being killed, the next one finds nothing in its way.
  process.once('exit', () => lock?.release())
  const log = flags.isLocal ? logToFile(place.logFile) : (line: string) => void process.stderr.write(`${line}\n`)
  const ending = untilTold(flags.exitsWithParent)
  const engine = createEngine(config, embeddedPlace(config, place, lock), process.env)
  const playground = playgroundFor(config, flags)
  const activity = createActivity(flags.isLocal ? config.idleMinutes * 60_000 : 0, () => ending.tell('idle'))
  try {
    const app = createApp({
      engine,
      models: createModelDirectory(
        engine,
        createCatalogue(config.profiles),
        config.engine === 'embedded' ? undefined : config.model,
      ),
      requiredStarts: createRequiredStarts(),
      metrics: createRequestMetrics(),
      activity,
      keys: [preset, own].flatMap(key => key ?? []),
      build,
      log,
      shutDown: () => ending.tell('asked'),
      playground,
    })
    const closeSocket = usesSocket ? await listenOnSocket(app, place.socket) : null
    try {
      const url = flags.isLocal ? null : await listenOnPort(app, config.host, config.port)
      const keyFile = preset === null ? place.keyFile : null
      const page = url !== null && playground ? `${url}/playground/` : null
      announce(flags, { url, socket: usesSocket ? place.socket : null, keyFile, playground: page, ...build }, log)
      // The embedded model is loaded now rather than when the first key is waiting for it.
      if (config.engine === 'embedded') void engine.state().then(state => tellFailure(state, log))
      log(`ends: ${await ending.told}`)
    } finally {
      await closeSocket?.()
      await app.close()
    }
    return 0
  } finally {
    activity.dispose()
    await engine.dispose()
    lock?.release()
  }
}

/** A gateway that could not answer for want of the model that it is asked for is not begun: another may be running well. */
function expectNamedModel({ engine, model }: GatewayConfig, { modelsDir }: LocalGateway): void {
  if (engine !== 'embedded' || model === undefined) return
  expectKnownModel(modelsDir, model)
  const { id, file } = locateModel(modelsDir, model)
  checkModelFile(file, id)
}

/** The page is served where a language server is known, to this computer alone unless somebody wants it otherwise. */
function playgroundFor(
  { playground, playgroundServer, host }: GatewayConfig,
  flags: ServeFlags,
): PlaygroundOptions | null {
  const isForAll = playground === 'on'
  if (playground === 'off' || playgroundServer === undefined || flags.isLocal) return null
  if (!isForAll && !isLoopbackAddress(host)) return null
  const folder = fileURLToPath(new URL('./playground/', import.meta.url))
  return fs.existsSync(folder) ? { folder, command: playgroundServer, isForAll } : null
}

function embeddedPlace(
  config: GatewayConfig,
  place: LocalGateway,
  lock: Lock | null,
): Parameters<typeof createEngine>[1] {
  const { id, file } = locateModel(place.modelsDir, config.engine === 'embedded' ? config.model : undefined)
  return {
    modelId: id,
    modelFile: file,
    lockFile: lock?.file ?? null,
    removeWhenOrphaned: lock && !place.socket.startsWith('\\\\') ? [place.socket] : [],
  }
}

/** Without a model of a name the gateway waits for the one that may yet be pulled; whoever reads its log is told. */
function tellFailure({ state, reason, remedy }: EngineState, log: (line: string) => void): void {
  if (state === 'failed') log([reason, remedy].filter(Boolean).join(' '))
}

interface Announcement {
  url: string | null
  socket: string | null
  keyFile: string | null
  /** Address of the page in the browser; the key is never in it. */
  playground: string | null
  build: string
  version: string
}

function announce(flags: ServeFlags, where: Announcement, log: (line: string) => void): void {
  log(`wayline ${where.version} listens on ${[where.url, where.socket].filter(Boolean).join(' and ')}`)
  tellParent({ type: 'gateway-listening', ...where })
  if (where.playground) log(`The playground is at ${where.playground}`)
  if (!process.send && !flags.isLocal)
    log(where.keyFile ? `The key is in ${where.keyFile}` : 'The key is the one in WAYLINE_API_KEY')
}
