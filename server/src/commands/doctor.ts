import { X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { localGateway, surroundings, type Health } from '@wayline/inference/api'
import packageJson from '../../package.json' with { type: 'json' }
import { WaylineError } from '../errors.ts'
import { gatewayBuild, gatewayProgram } from '../gateway/gateway-program.ts'

/** One thing looked at. `warning` is worth knowing, `failure` keeps something from working. */
export interface Finding {
  what: string
  state: 'ok' | 'warning' | 'failure'
  text: string
  remedy?: string
}

/** `doctor`: looks at everything that completions need on this computer, and says what to do about what is wrong. */
export async function runDoctor(options: { json?: boolean }): Promise<number> {
  const findings = [
    checkNode(process.versions.node),
    checkBuild(),
    ...checkDataFolder(),
    checkModel(),
    ...(await checkGateway()),
    ...checkProxy(process.env),
    ...checkCertificates(process.env),
    checkEditors(process.env),
  ]
  if (options.json) process.stdout.write(`${JSON.stringify({ findings }, null, 2)}\n`)
  else print(findings)
  return findings.some(({ state }) => state === 'failure') ? 1 : 0
}

export function checkNode(node: string): Finding {
  const [major = 0, minor = 0] = node.split('.').map(Number)
  const isNewEnough = major > 20 || (major === 20 && minor >= 19)
  return isNewEnough
    ? { what: 'Node.js', state: 'ok', text: node }
    : { what: 'Node.js', state: 'failure', text: `${node} is too old`, remedy: 'Install 20.19 or newer.' }
}

function checkBuild(): Finding {
  try {
    return {
      what: 'Wayline',
      state: 'ok',
      text: `${packageJson.version}, build ${gatewayBuild(gatewayProgram()) ?? 'unknown'}`,
    }
  } catch {
    // The gateway's program could not be found, which is the finding.
    return {
      what: 'Wayline',
      state: 'failure',
      text: `${packageJson.version}, but the gateway is not built`,
      remedy: 'Run `npm ci` in the repository.',
    }
  }
}

function checkDataFolder(): Finding[] {
  const { dataDir, keyFile } = localGateway()
  const what = 'Data folder'
  try {
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    fs.accessSync(dataDir, fs.constants.W_OK)
  } catch {
    // Why exactly it is not writable is the system's business; that it is not is the finding.
    return [
      {
        what,
        state: 'failure',
        text: `${dataDir} cannot be written`,
        remedy: 'Correct its permissions, or set WAYLINE_DATA_DIR.',
      },
    ]
  }
  const { bavail, bsize } = fs.statfsSync(dataDir)
  const freeMb = Math.floor((bavail * bsize) / 1e6)
  const folder: Finding =
    freeMb < 300
      ? { what, state: 'warning', text: `${dataDir}, ${freeMb} MB free`, remedy: 'Pulling a model needs about 200 MB.' }
      : { what, state: 'ok', text: `${dataDir}, ${freeMb} MB free` }
  return [folder, ...checkKeyFile(keyFile)]
}

function checkKeyFile(keyFile: string): Finding[] {
  const stat = fs.statSync(keyFile, { throwIfNoEntry: false })
  if (!stat || process.platform === 'win32') return []
  return (stat.mode & 0o077) === 0
    ? [{ what: 'Key', state: 'ok', text: keyFile }]
    : [
        {
          what: 'Key',
          state: 'warning',
          text: `${keyFile} can be read by others`,
          remedy: `Run \`chmod 600 ${keyFile}\`.`,
        },
      ]
}

function checkModel(): Finding {
  const { modelsDir } = localGateway()
  const models = fs.existsSync(modelsDir) ? fs.readdirSync(modelsDir).filter(name => name.endsWith('.gguf')) : []
  const damaged = models.find(name => !isGguf(path.join(modelsDir, name)))
  if (damaged)
    return {
      what: 'Models',
      state: 'failure',
      text: `${damaged} is damaged`,
      remedy: `Delete it from ${modelsDir} and run \`wayline model pull\`.`,
    }
  return models.length > 0
    ? { what: 'Models', state: 'ok', text: models.join(', ') }
    : {
        what: 'Models',
        state: 'warning',
        text: 'none on this computer',
        remedy: 'Run `wayline model pull`, or use a company gateway.',
      }
}

function isGguf(file: string): boolean {
  const handle = fs.openSync(file, 'r')
  try {
    const magic = Buffer.alloc(4)
    fs.readSync(handle, magic, 0, 4, 0)
    return magic.toString('latin1') === 'GGUF'
  } finally {
    fs.closeSync(handle)
  }
}

/** Asks the local gateway if one runs; starting one is not a doctor's business. */
async function checkGateway(): Promise<Finding[]> {
  const place = localGateway(surroundings())
  const { createGatewayClient } = await import('../gateway/gateway-client.ts')
  const token = process.env['WAYLINE_API_KEY'] ?? readKey(place.keyFile)
  const gateway = createGatewayClient({ url: 'http://localhost', socket: place.socket, token })
  try {
    const health = await gateway.health(AbortSignal.timeout(5000))
    const same = health.build === gatewayBuild(gatewayProgram())
    const text = `process ${health.pid}, build ${health.build}`
    const findings: Finding[] = [
      same
        ? { what: 'Gateway', state: 'ok', text }
        : {
            what: 'Gateway',
            state: 'warning',
            text: `${text}, not this build`,
            remedy: 'It is replaced when an editor starts.',
          },
      engineFinding(health),
    ]
    await gateway.models(AbortSignal.timeout(5000))
    return findings
  } catch (error) {
    if (error instanceof WaylineError && error.code === 'unauthorized') {
      return [
        {
          what: 'Gateway',
          state: 'failure',
          text: error.message,
          remedy: 'Is WAYLINE_API_KEY set to another key? Unset it, or restart the gateway.',
        },
      ]
    }
    return [{ what: 'Gateway', state: 'ok', text: 'not running; it is started when an editor needs it' }]
  } finally {
    await gateway.dispose()
  }
}

function engineFinding({ engine }: Health): Finding {
  if (engine.state === 'ready') return { what: 'Engine', state: 'ok', text: `${engine.kind} is ready` }
  const { reason = `${engine.kind} is ${engine.state}`, remedy } = engine
  return {
    what: 'Engine',
    state: engine.state === 'failed' ? 'failure' : 'warning',
    text: reason,
    ...(remedy ? { remedy } : {}),
  }
}

function readKey(file: string): string {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : ''
}

export function checkProxy(env: NodeJS.ProcessEnv): Finding[] {
  const set = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'].filter(name => env[name])
  if (set.length === 0) return [{ what: 'Proxy', state: 'ok', text: 'none set' }]
  return set.map((name): Finding => {
    const value = env[name] ?? ''
    if (!URL.canParse(value))
      return {
        what: 'Proxy',
        state: 'failure',
        text: `${name} is not an address`,
        remedy: 'Write it as http://HOST:PORT.',
      }
    // The address may hold a password; the host is enough.
    return {
      what: 'Proxy',
      state: 'ok',
      text: `${name} is ${new URL(value).host}; this computer itself is reached without it`,
    }
  })
}

export function checkCertificates(env: NodeJS.ProcessEnv): Finding[] {
  const named = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'].flatMap(name =>
    env[name] ? [[name, env[name]] as const] : [],
  )
  if (named.length === 0) return [{ what: 'Certificates', state: 'ok', text: 'those of Node.js and of the system' }]
  return named.map(([name, file]): Finding => {
    const problem = certificateProblem(file)
    return problem === null
      ? { what: 'Certificates', state: 'ok', text: `${name} is ${file}` }
      : {
          what: 'Certificates',
          state: 'failure',
          text: `${name} is ${file}, which ${problem}`,
          remedy: 'Name a readable PEM file.',
        }
  })
}

function certificateProblem(file: string): string | null {
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8')
  } catch {
    return 'cannot be read'
  }
  const [first] = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/) ?? []
  if (!first) return 'holds no certificate'
  try {
    new X509Certificate(first)
    return null
  } catch {
    return 'holds a damaged certificate'
  }
}

function checkEditors(env: NodeJS.ProcessEnv): Finding {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter(Boolean)
  const known = ['code', 'nvim', 'hx', 'emacs', 'vim', 'zed', 'kate', 'subl', 'idea', 'pycharm']
  const found = known.filter(name =>
    folders.some(folder => [name, `${name}.exe`, `${name}.cmd`].some(file => fs.existsSync(path.join(folder, file)))),
  )
  return {
    what: 'Editors',
    state: 'ok',
    text: `${found.join(', ') || 'none found on the PATH'}; \`wayline editors\` shows how to connect them`,
  }
}

function print(findings: Finding[]): void {
  const colour = process.stdout.isTTY && !process.env['NO_COLOR']
  const marks = { ok: ['✓', 32], warning: ['!', 33], failure: ['✗', 31] } as const
  for (const { what, state, text, remedy } of findings) {
    const [mark, code] = marks[state]
    process.stdout.write(
      `${colour ? `\u001b[${code}m${mark}\u001b[39m` : mark} ${what.padEnd(13)} ${text}${remedy ? `. ${remedy}` : ''}\n`,
    )
  }
}
