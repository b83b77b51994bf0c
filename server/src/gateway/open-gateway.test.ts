import { parseConfig } from '../config.ts'
import type { WaylineError } from '../errors.ts'
import type { Gateway } from './gateway.ts'
import { openGateway } from './open-gateway.ts'

function open(settings: Record<string, unknown>, env: NodeJS.ProcessEnv = {}): Promise<Gateway> {
  const { signal } = new AbortController()
  return openGateway(parseConfig(settings).config, { env, log: () => undefined, warn: () => undefined, signal })
}

describe('The gateway that the settings name', () => {
  test('has the key of the settings, else that of the environment', async () => {
    const gateway = { url: 'https://wayline.example.com' }
    const env = { WAYLINE_API_KEY: 'from the environment' }
    const keys = await Promise.all([
      open({ gateway: { ...gateway, token: 'from the settings' } }, env),
      open({ gateway }, env),
      open({ gateway }),
    ])
    expect(keys.map(({ address }) => address.token)).toEqual(['from the settings', 'from the environment', ''])
    await Promise.all(keys.map(opened => opened.dispose()))
  })

  test('and no local one is a failure that names both settings', async () => {
    await expect(open({ local: { enabled: false } })).rejects.toMatchObject({
      code: 'gateway_unreachable',
      remedy: expect.stringMatching(/wayline\.gateway\.url.*wayline\.local\.enabled/) as string,
    } satisfies Partial<WaylineError>)
  })

  test.each(['nonsense', 'http://', '::'])('cannot be reached through a proxy at %j, which is told', async proxy => {
    await expect(
      open({ gateway: { url: 'https://wayline.example.com' } }, { HTTPS_PROXY: proxy }),
    ).rejects.toMatchObject({ remedy: expect.stringContaining('HTTPS_PROXY') as string })
  })

  test('on this computer has nothing to do with a proxy', async () => {
    const opened = await open({ gateway: { url: 'http://127.0.0.1:9' } }, { HTTP_PROXY: 'nonsense' })
    await opened.dispose()
  })
})
