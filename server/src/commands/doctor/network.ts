import { X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import type { Finding } from './finding.ts'

const connectLimitMs = 3000

/** Whether each proxy that the environment names is an address, and whether something listens there. */
export async function checkProxy(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const names = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'].filter(name => env[name])
  if (names.length === 0) return [{ what: 'Proxy', state: 'ok', text: 'none set' }]
  return Promise.all(names.map(name => checkOneProxy(name, env[name] ?? '')))
}

async function checkOneProxy(name: string, value: string): Promise<Finding> {
  const what = 'Proxy'
  const url = URL.canParse(value) ? new URL(value) : null
  if (!url || !/^https?:$/.test(url.protocol)) {
    return { what, state: 'failure', text: `${name} is not an address`, remedy: 'Write it as http://HOST:PORT.' }
  }
  // The address may hold a password; the host is enough.
  const text = `${name} is ${url.host}`
  if (await listens(url)) return { what, state: 'ok', text: `${text}; this computer itself is reached without it` }
  const remedy = `Start that proxy, or correct or unset ${name}.`
  return { what, state: 'failure', text: `${text}, where nothing answers`, remedy }
}

function listens({ hostname, port, protocol }: URL): Promise<boolean> {
  return new Promise(resolve => {
    const socket = net.connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (protocol === 'https:' ? 443 : 80),
      timeout: connectLimitMs,
    })
    const settle = (isThere: boolean) => (): void => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', settle(true)).once('timeout', settle(false)).once('error', settle(false))
  })
}

/** Whether the files with additional certificates can be read and hold some. */
export function checkCertificates(env: NodeJS.ProcessEnv): Finding[] {
  const what = 'Certificates'
  const named = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'].flatMap(name =>
    env[name] ? [[name, env[name]] as const] : [],
  )
  if (named.length === 0) return [{ what, state: 'ok', text: 'those of Node.js and of the system' }]
  return named.map(([name, file]): Finding => {
    const problem = certificateProblem(file)
    if (problem === null) return { what, state: 'ok', text: `${name} is ${file}` }
    const remedy = `Set ${name} to a readable PEM file with certificates, or unset it.`
    return { what, state: 'failure', text: `${name} is ${file}, which ${problem}`, remedy }
  })
}

function certificateProblem(file: string): string | null {
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8')
  } catch {
    return 'cannot be read'
  }
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)
  if (!certificates) return 'holds no certificate'
  return certificates.every(isCertificate) ? null : 'holds a damaged certificate'
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem)
    return true
  } catch {
    // What it cannot read is damaged.
    return false
  }
}
