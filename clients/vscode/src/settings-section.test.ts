import { settingsSection, type InspectedSetting } from './settings-section.ts'

const inspected = (levels: Record<string, InspectedSetting>) => (name: string) => levels[name]

test('settings of the extension alone are not sent to the server', () => {
  const section = { completion: { enabled: true }, server: { path: '/x' }, trace: { server: 'off' } }
  expect(settingsSection({ section, inspect: inspected({}) }, '')).toEqual({
    completion: { enabled: true },
    exclude: [],
    excludeRepositories: [],
  })
})

test('the key comes from among the secrets, beside the address', () => {
  const section = { gateway: { url: 'https://one.example' } }
  expect(settingsSection({ section, inspect: inspected({}) }, 'secret')).toMatchObject({
    gateway: { url: 'https://one.example', token: 'secret' },
  })
})

test('a workspace adds to what is excluded, and takes nothing away', () => {
  const inspect = inspected({
    exclude: { globalValue: ['*.pem'], workspaceValue: [], workspaceFolderValue: ['build/'] },
    excludeRepositories: { globalValue: ['billing'] },
  })
  expect(settingsSection({ section: { exclude: ['build/'] }, inspect }, '')).toEqual({
    exclude: ['*.pem', 'build/'],
    excludeRepositories: ['billing'],
  })
})
