import golden from '../../safety/secrets/__fixtures__/secrets.json'
import type { Finding } from '../finding.ts'
import { lineStarts } from '../subject.ts'
import { createSecretFinder } from './secret-finder.ts'
import { secretRules } from './secret-rules.ts'

const finder = createSecretFinder({ roots: ['/project'] })

const openGrammar = (): Promise<never> => Promise.reject(new Error('There is no grammar here.'))

/** `¦` is left out, so that no scanner takes this repository for one with secrets. */
async function findingsIn(marked: string, languageId = 'python', path = '/project/src/login.py'): Promise<Finding[]> {
  const text = marked.replaceAll('¦', '')
  const starts = lineStarts(text)
  const positionAt = (offset: number): Finding['range']['start'] => {
    const line = starts.findLastIndex(start => start <= offset)
    return { line, character: offset - (starts[line] ?? 0) }
  }
  const offsetAt = ({ line, character }: Finding['range']['start']): number => (starts[line] ?? 0) + character
  const nothing = { grammarName: null, syntax: null, openGrammar, dependencies: new Map() }
  return await finder.find({ path, languageId, text, ...nothing, positionAt, offsetAt })
}

async function rulesIn(...parameters: Parameters<typeof findingsIn>): Promise<string[]> {
  return (await findingsIn(...parameters)).map(({ rule }) => rule)
}

test.each([
  ['secret-password', 'python', 'password = "hunter2"'],
  ['secret-password', 'java', 'source.setPassword("hunter2");'],
  ['secret-password', 'typescript', "const dbPassword: string = 'correcthorse9'"],
  ['secret-value', 'typescript', "const apiToken =\n  'q8Zp3LmT7vRw44'"],
  ['secret-value', 'go', 'apiKey := "4f3c2b1a0987fedc"'],
  ['secret-in-address', 'python', 'URL = "postgres://shop:hunter2@db.internal:5432/shop"'],
  ['secret-in-header', 'javascript', "headers: { Authorization: 'Bearer a81f3c99e0d24b7f' }"],
  ['secret-token', 'python', "login('hf¦_QzXwCvBnMlKjHgFdSaPoIuYtReWq12')"],
  ['secret-token', 'javascript', "use('lin_¦api_a8Kd93mZxQ72LpVn5RtYw1CbHj4Gf6Es_0Ui')"],
  [
    'secret-private-key',
    'plaintext',
    '-----BEGIN RSA PRIV¦ATE KEY-----\nMIIEowIBAAKCAQEA3Tz2mr7SZiAMfQyuvBjM9Oi\nZm9v=\n-----END RSA PRIV¦ATE KEY-----\n',
  ],
  ['secret-private-key', 'plaintext', 'Encryption: none\nPrivate¦-Lines: 1\nAAAAIQCN1fjsaVFwI9+kKcdjo9si1QmaQ==\n'],
])('%s in %s: %s', async (rule, languageId, text) => {
  expect(await rulesIn(text, languageId)).toEqual([rule])
})

test.each([
  'password = "changeme"',
  'password = "example-password"',
  'token = "xxxxxxxxxxxx"',
  'token = f"{prefix}-8ZxQ3mN7vL2k"',
  'password = "${DB_PASSWORD}"',
  'password = "<password>"',
  'if kind == "password": return "text"',
  'password = os.environ["DB_PASSWORD"]',
  '# password = "hunter2"',
  'URL = "postgres://shop:hunter2@localhost:5432/shop"',
  'POSTGRES_PASSWORD = "postgres"',
  'PASSWORD_MESSAGE = "messages.password.wrong"',
  'key = generate_private_key(public_exponent=65537, key_size=2048)',
  'pattern = "https?://(.+):(.+)@(.+)"',
])('is no secret: %s', async text => {
  expect(await rulesIn(text)).toEqual([])
})

test.each([
  ['a test', '/project/tests/test_login.py'],
  ['a test class', '/project/src/LoginTest.java'],
  ['a text for readers', '/project/README.md'],
  ['a lock file', '/project/yarn.lock'],
])('a password in %s is made up', async (_, path) => {
  expect(await rulesIn('password = "hunter2"', 'python', path)).toEqual([])
})

test('a provider has issued its token, in a test too', async () => {
  const [finding] = await findingsIn("login('hf¦_QzXwCvBnMlKjHgFdSaPoIuYtReWq12')", 'python', '/project/tests/a.py')
  expect(finding).toMatchObject({ rule: 'secret-token', severity: 'information' })
})

test('where the project lies says nothing of its files', async () => {
  const deep = createSecretFinder({ roots: ['/home/me/examples/shop'] })
  const text = 'password = "hunter2"'
  const positionAt = (character: number): Finding['range']['start'] => ({ line: 0, character })
  const subject = {
    languageId: 'python',
    text,
    grammarName: null,
    syntax: null,
    openGrammar,
    dependencies: new Map(),
    positionAt,
    offsetAt: () => 0,
  }
  expect(await deep.find({ ...subject, path: '/home/me/examples/shop/login.py' })).toHaveLength(1)
})

test('no message has more of a secret than its first four characters', async () => {
  for (const { language, text } of golden) {
    const marked = text.join('\n')
    const secrets = [...marked.matchAll(/«(.*?)»/g)].map(([, secret = '']) => secret.replaceAll('¦', ''))
    for (const { message } of await findingsIn(marked.replaceAll(/[«»]/g, ''), language))
      for (const secret of secrets) if (secret.length > 5) expect(message).not.toContain(secret.slice(0, 5))
  }
})

test('what the golden cases call no secret is no finding', async () => {
  const clean = golden.filter(({ text }) => !text.join('').includes('«'))
  for (const { language, text } of clean) expect(await rulesIn(text.join('\n'), language)).toEqual([])
})

test('most of what the golden cases call a secret is a finding', async () => {
  const secret = golden.filter(({ text }) => text.join('').includes('«'))
  let found = 0
  for (const { language, text } of secret)
    if ((await rulesIn(text.join('\n').replaceAll(/[«»]/g, ''), language)).length > 0) found++
  expect(found / secret.length).toBeGreaterThan(0.85)
})

test('the message tells what it is, how it begins and how long it is', async () => {
  const [finding] = await findingsIn("login('hf¦_QzXwCvBnMlKjHgFdSaPoIuYtReWq12')")
  expect(finding?.message).toBe(
    'A secret is written here: Hugging Face token (`hf_Q…`, 33 characters). Whoever can read this file, now or in its history, has it.',
  )
})

test('every rule that is used is in the catalog', async () => {
  const ids = new Set(secretRules.map(({ id }) => id))
  for (const { language, text } of golden)
    for (const rule of await rulesIn(text.join('\n').replaceAll(/[«»]/g, ''), language)) expect(ids).toContain(rule)
})

test('a file of secrets has fifty findings, and a line without an end costs no time', async () => {
  const many = Array.from({ length: 200 }, (_, at) => `password_${at} = "hunter${at}"`).join('\n')
  expect(await rulesIn(many)).toHaveLength(50)
  expect(await rulesIn(`password = "${'a1'.repeat(500_000)}`)).toEqual([])
})
