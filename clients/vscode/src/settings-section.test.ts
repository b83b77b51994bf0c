import { settingsSection } from './settings-section.ts'

test('settings of the extension alone are not sent to the server', () => {
  const section = { completion: { enabled: true }, server: { path: '/x' }, trace: { server: 'off' } }
  expect(settingsSection(section, '')).toEqual({ completion: { enabled: true } })
})

test('the key comes from among the secrets, beside the address', () => {
  const section = { gateway: { url: 'https://one.example' } }
  expect(settingsSection(section, 'secret')).toEqual({ gateway: { url: 'https://one.example', token: 'secret' } })
})
