import fs from 'node:fs'
import path from 'node:path'
import { expectSentence, wayline } from './src/command.ts'
import { useSession } from './src/session.ts'
import { describeUnless } from './src/skip.ts'
import { makeSmallDisk, noSmallDisk, type SmallDisk } from './src/small-disk.ts'

describeUnless(noSmallDisk())('On a full disk', () => {
  const session = useSession('stdio')
  let disk: SmallDisk
  let env: NodeJS.ProcessEnv

  beforeEach(() => {
    disk = makeSmallDisk()
    const dataDir = path.join(disk.folder, 'data')
    fs.mkdirSync(path.join(dataDir, 'models'), { recursive: true })
    fs.writeFileSync(path.join(dataDir, 'models/tiny.gguf'), 'GGUF')
    env = { WAYLINE_DATA_DIR: dataDir }
    disk.fill()
  })
  afterEach(() => disk.remove())

  /** Everything in the data folder; an empty log is where the gateway would have said something. */
  function left(): string[] {
    return fs
      .readdirSync(path.join(disk.folder, 'data'), { recursive: true, encoding: 'utf8' })
      .filter(name => !['models', path.join('models', 'tiny.gguf'), 'gateway.log'].includes(name))
  }

  test.each([
    ['complete', ['complete', 'tests/fixtures/prices.py:11:12']],
    ['serve', ['serve', '--port', '0']],
    ['model pull', ['model', 'pull', 'tests/fixtures/prices.gguf']],
    ['start', ['start', '--port', '0', '--model', 'tiny']],
  ])('%s says so, with its remedy, and leaves nothing behind', async (_, args) => {
    const ran = await wayline(session().home, args, { env })
    expect(ran.errors).toMatch(/disk is full\. Make room|not enough room on the disk .*\. Make room/)
    expectSentence(ran)
    expect(ran.code).toBe(1)
    expect(left()).toEqual([])
  })

  test('the doctor finds it', async () => {
    const { code, output } = await wayline(session().home, ['doctor'], { env })
    expect(output).toMatch(/^✗ Data folder +the disk of .+ is full\. Make room/m)
    expect(code).toBe(1)
    expect(left()).toEqual([])
  })
})
