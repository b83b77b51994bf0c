import { localGateway, surroundings } from '@wayline/inference/api'
import { checkDataFolder, checkKeyFile } from './doctor/data-folder.ts'
import type { Finding } from './doctor/finding.ts'
import { checkCompanyGateway, checkLocalGateway } from './doctor/gateway.ts'
import { checkBuild, checkEditors, checkNode } from './doctor/installation.ts'
import { checkModels } from './doctor/models.ts'
import { checkCertificates, checkProxy } from './doctor/network.ts'
import { checkWindows } from './doctor/windows.ts'

export interface DoctorOptions {
  json?: boolean
  gatewayUrl?: string
  token?: string
}

/**
 * `doctor`: looks at everything that completions need on this computer, and says what to do about what is wrong. Returns
 * 1 if something keeps them from working.
 */
export async function runDoctor({ json, gatewayUrl, token }: DoctorOptions): Promise<number> {
  const { env } = process
  const place = localGateway(surroundings())
  const gateway =
    gatewayUrl === undefined ? checkLocalGateway(place) : checkCompanyGateway({ url: gatewayUrl, token }, env)
  const findings = [
    checkNode(process.versions.node),
    checkBuild(),
    checkDataFolder(place),
    ...checkKeyFile(place),
    await checkModels(place),
    ...(await gateway),
    ...(await checkWindows(place)),
    ...(await checkProxy(env)),
    ...checkCertificates(env),
    checkEditors(env),
  ]
  if (json) process.stdout.write(`${JSON.stringify({ findings }, null, 2)}\n`)
  else for (const finding of findings) process.stdout.write(`${lineOf(finding)}\n`)
  return findings.some(({ state }) => state === 'failure') ? 1 : 0
}

const marks = { ok: ['✓', 32], warning: ['!', 33], failure: ['✗', 31] } as const

function lineOf(finding: Finding): string {
  const hasColour = process.stdout.isTTY && !process.env['NO_COLOR']
  const [mark, code] = marks[finding.state]
  const shown = hasColour ? `\u001b[${code}m${mark}\u001b[39m` : mark
  // Some findings are whole sentences, from elsewhere.
  const text = finding.state === 'ok' ? finding.text : `${finding.text.replace(/\.$/, '')}. ${finding.remedy}`
  return `${shown} ${finding.what.padEnd(13)} ${text}`
}
