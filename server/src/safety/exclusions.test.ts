import { createExclusions } from './exclusions.ts'

const none = createExclusions([])

test.each([
  '.env',
  'app/.env.local',
  'deploy/prod.env',
  'tls/server.key',
  'a/cert.pem',
  '.ssh/id_rsa',
  '.ssh/id_ed25519',
  'home/.netrc',
  '.aws/credentials',
  'config/secrets.yaml',
  'infra/prod.tfvars',
  'C:\\work\\.env',
  'file:///project/.env',
  '.ENV',
  'file:///home/me/.ssh/config',
  '.docker/config.json',
  'keys/AuthKey_1.p8',
  'service-account-prod.json',
  'terraform.tfstate.backup',
])('%s never leaves the computer', path => {
  expect(none.excludes(path)).toBe(true)
})

test.each([
  'src/main.ts',
  'env.ts',
  'src/environment.py',
  'src/credentials.ts',
  'keys.ts',
  'ssh/config',
  'docker/config.json',
  'Untitled-1',
])('%s may', path => {
  expect(none.excludes(path)).toBe(false)
})

test.each([
  [['secret/**'], 'secret/a/b.ts', true],
  [['secret/'], 'secret/a/b.ts', true],
  [['secret'], 'lib/secret/b.ts', true],
  [['*.sql'], 'db/schema.sql', true],
  [['**/generated/**'], 'a/generated/b.ts', true],
  [['./src/private.ts'], 'src/private.ts', true],
  [['/src/*.ts'], 'src/a/b.ts', false],
  [['*.sql'], 'db/schema.ts', false],
  [['Private/**'], 'private/a.ts', true],
  [['pages/[[]id].ts'], 'pages/[id].ts', true],
])('with %j, %s is excluded: %s', (patterns, path, expected) => {
  expect(createExclusions(patterns).excludes(path)).toBe(expected)
})
