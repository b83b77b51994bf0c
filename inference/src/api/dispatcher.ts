import fs from 'node:fs'
import { execFileSync } from 'node:child_process'
import tls from 'node:tls'
import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici'

/** Bundles in which Linux distributions and the BSDs keep the certificates that the machine trusts; the first that exists counts. */
const systemBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

export interface DispatcherOptions {
  env?: NodeJS.ProcessEnv
  /** Unix socket or named pipe to go through, whatever the address says. */
  socketPath?: string
  /** Longest wait for the first byte of an answer, in milliseconds. */
  headersTimeoutMs?: number
}

/**
 * A pool of kept-alive connections that honours `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, and trusts Node's own
 * certificates, the operating system's, and those of `NODE_EXTRA_CA_CERTS` and `SSL_CERT_FILE`. The owner closes it.
 */
export function createDispatcher(options: DispatcherOptions = {}): Dispatcher {
  const env = options.env ?? process.env
  const common = {
    headersTimeout: options.headersTimeoutMs ?? 300_000,
    bodyTimeout: 300_000,
    keepAliveTimeout: 60_000,
  }
  if (options.socketPath !== undefined) return new Agent({ ...common, connect: { socketPath: options.socketPath } })
  const ca = certificates(env)
  const proxy = proxyVariables(env)
  return new EnvHttpProxyAgent({
    ...common,
    ...proxy,
    connect: { ca, timeout: 10_000 },
    requestTls: { ca },
    proxyTls: { ca },
  })
}

/** The proxy variables as undici wants them; loopback never goes through a proxy. */
export function proxyVariables(env: NodeJS.ProcessEnv): { httpProxy?: string; httpsProxy?: string; noProxy: string } {
  const httpProxy = env['http_proxy'] ?? env['HTTP_PROXY']
  const httpsProxy = env['https_proxy'] ?? env['HTTPS_PROXY']
  const noProxy = [env['no_proxy'] ?? env['NO_PROXY'], 'localhost', '127.0.0.1', '[::1]'].filter(Boolean).join(',')
  return { ...(httpProxy ? { httpProxy } : {}), ...(httpsProxy ? { httpsProxy } : {}), noProxy }
}

/** PEM texts of everything to trust. A named file that cannot be read is left out here; `wayline doctor` tells of it. */
export function certificates(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string[] {
  const extra = [env['NODE_EXTRA_CA_CERTS'], env['SSL_CERT_FILE']].flatMap(file => (file ? readPem(file) : []))
  return [...new Set([...tls.rootCertificates, ...systemCertificates(platform), ...extra])]
}

function systemCertificates(platform: NodeJS.Platform): string[] {
  if (platform === 'darwin') return keychainCertificates()
  // On Windows Node 20 cannot read the certificate store; NODE_EXTRA_CA_CERTS is the way there.
  if (platform === 'win32') return []
  const bundle = systemBundles.find(file => fs.existsSync(file))
  return bundle ? readPem(bundle) : []
}

function keychainCertificates(): string[] {
  try {
    const pem = execFileSync('/usr/bin/security', ['find-certificate', '-a', '-p'], { encoding: 'utf8', timeout: 5000 })
    return splitPem(pem)
  } catch {
    // Without the keychain Node's own certificates remain, which suffice for public hosts.
    return []
  }
}

function readPem(file: string): string[] {
  try {
    return splitPem(fs.readFileSync(file, 'utf8'))
  } catch {
    // A missing file must not stop requests that do not need it.
    return []
  }
}

function splitPem(text: string): string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
}
