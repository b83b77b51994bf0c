import type { Disposable, SecretStorage } from 'vscode'

/** The key of the gateway, which the editor keeps where it keeps secrets, and which stands in no file of settings. */
export interface Credentials {
  /** Empty where nobody has signed in. */
  token(): Promise<string>
  keep(token: string): Promise<void>
  forget(): Promise<void>
  /** It was changed, perhaps in another window. */
  onChange(listener: () => void): Disposable
}

const name = 'wayline.gateway.token'

export function createCredentials(secrets: SecretStorage): Credentials {
  return {
    token: async () => (await secrets.get(name)) ?? '',
    keep: async token => secrets.store(name, token),
    forget: async () => secrets.delete(name),
    onChange: listener =>
      secrets.onDidChange(({ key }) => {
        if (key === name) listener()
      }),
  }
}
