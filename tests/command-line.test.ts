import fs from 'node:fs'
import { expectSentence, wayline } from './src/command.ts'
import { programs, startProcess } from './src/processes.ts'
import { useSession } from './src/session.ts'
import { testUnless } from './src/skip.ts'

/** A file that is always full. */
const fullDevice = '/dev/full'
const noFullDevice = fs.existsSync(fullDevice) ? null : 'this system has no device that is always full'

const commands = [
  'start',
  'complete',
  'check',
  'review',
  'hook',
  'editors',
  'doctor',
  'explain',
  'stats',
  'rules',
  'completion',
  'lsp',
  'serve',
  'model',
]

describe('The command line', () => {
  const session = useSession('stdio')
  const run = (...args: string[]) => wayline(session().home, args)

  test('without a command shows the help and ends with code 2', async () => {
    const { code, output } = await run()
    expect(output).toMatch(/^Usage: wayline/)
    expect(code).toBe(2)
  })

  test('shows every command in its help', async () => {
    const { code, output } = await run('--help')
    const named = [...output.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name)
    expect(named).toEqual(commands)
    expect(code).toBe(0)
  })

  test.each(commands)('%s --help tells how it is used', async command => {
    const { code, output, errors } = await run(command, '--help')
    expect(output).toMatch(new RegExp(`^Usage: wayline ${command}`))
    expect(errors).toBe('')
    expect(code).toBe(0)
  })

  test.each([
    [['help'], /^Usage: wayline \[options\]/],
    [['help', 'complete'], /^Usage: wayline complete/],
    [['help', 'serve'], /^Usage: wayline serve/],
    [['-v'], /^\d+\.\d+\.\d+\n$/],
  ])('%j is understood', async (args, text) => {
    const { code, output } = await run(...args)
    expect(output).toMatch(text)
    expect(code).toBe(0)
  })

  testUnless(noFullDevice)('says so where what it prints cannot be written', async () => {
    const output = fs.openSync(fullDevice, 'w')
    const running = startProcess(programs.wayline, ['rules', 'list'], {
      env: session().home.env,
      stdio: ['ignore', output, 'pipe'],
    })
    const { code } = await running.exited
    fs.closeSync(output)
    expect(running.errors()).toBe('wayline: The disk is full. Make room and try again.\n')
    expect(code).toBe(1)
  })

  test.each(['complete', 'completion'])('an argument too few points to the help of %s', async command => {
    expect((await run(command)).errors).toContain(`wayline ${command} --help`)
  })

  test.each([
    ['an unknown command', ['fly'], /fly/],
    ['a command written almost right', ['complet', 'a.ts:1:1'], /complete/],
    ['an unknown option', ['complete', 'a.ts:1:1', '--fly'], /--fly/],
    ['an unknown option before the command', ['--fly', 'doctor'], /--fly/],
    ['an option without its value', ['start', '--port'], /--port/],
    ['a port that is none', ['start', '--port', 'http'], /http/],
    ['a time that is none', ['complete', 'a.ts:1:1', '--timeout', '0'], /0/],
    ['a time without end', ['complete', 'a.ts:1:1', '--timeout', '1e12'], /at most 60/],
    ['a number of days that is none', ['stats', '--days', 'some'], /some/],
    ['a key for no gateway', ['complete', 'a.ts:1:1', '--token', 'x'], /--gateway-url/],
    ['a key for no gateway to look at', ['doctor', '--token', 'x'], /--gateway-url/],
    ['an argument too few', ['complete'], /place/],
    ['an argument too many', ['doctor', 'me'], /too many/],
    ['a place that is none', ['complete', 'nowhere'], /FILE:LINE:COLUMN/],
    ['a file to check that is not there', ['check', 'nowhere.py'], /nowhere\.py/],
    ['an unknown format', ['check', '--format', 'pdf'], /sarif/],
    ['two reports for one place', ['check', '--format', 'json,sarif'], /sarif=report\.sarif/],
    ['an unknown severity', ['check', '--fail-on', 'bad'], /warning/],
    ['two changes to check', ['check', '--staged', '--changed-since', 'main'], /one of them/],
    ['fixes of what is staged', ['check', '--staged', '--fix'], /stage/],
    ['a revision that is none', ['check', '--changed-since', '--no-such'], /--no-such/],
    ['something unknown to do with a hook', ['hook', 'fly'], /install/],
    ['an unknown editor', ['editors', 'notepad'], /neovim/],
    ['--write without an editor', ['editors', '--write'], /name/],
    ['an unknown shell', ['completion', 'tcsh'], /bash, zsh and fish/],
    ['no way to talk to the editor', ['lsp'], /--stdio/],
    ['an unknown way to talk to the editor', ['lsp', '--telepathy'], /--telepathy/],
    ['an unknown option of the gateway', ['serve', '--porr', '1'], /--port/],
    ['an option of the gateway without its value', ['serve', '--port'], /--port needs a value/],
    ['an option of the gateway before another', ['serve', '--port', '--host', 'a'], /--port needs a value/],
    ['a port of the gateway that is none', ['serve', '--port', '-1'], /whole number from 0 to 65535/],
    ['an unknown engine', ['serve', '--engine', 'steam'], /steam|engine/],
    ['something unknown to do with a model', ['model', 'fly'], /fly/],
    ['a model to remove that is not named', ['model', 'remove'], /Which model/],
  ])('ends with code 2 and a sentence for %s', async (_, args, sentence) => {
    const ran = await run(...args)
    expect(ran.errors).toMatch(sentence)
    expectSentence(ran)
    expect(ran.output).toBe('')
    expect(ran.code).toBe(2)
  })

  test.each(['socket', 'pipe'])('ends with code 1 and a sentence where no editor listens at the --%s', async way => {
    const place = way === 'socket' ? '9' : `${session().home.folder}/nobody.sock`
    const ran = await run('lsp', `--${way}=${place}`)
    expectSentence(ran)
    expect(ran.code).toBe(1)
  })

  test('takes a port that is none for the editor’s socket as what it is', async () => {
    const ran = await run('lsp', '--socket=http')
    expect(ran.errors).toMatch(/http/)
    expectSentence(ran)
  })

  test('the words of the completion script for the gateway are those of its help', async () => {
    const flags = (text: string): Set<string> => new Set(text.match(/--[a-z-]+(?![\w=])/g))
    const { output: script } = await run('completion', 'bash')
    for (const [command, rest] of [
      ['serve', []],
      ['lsp', []],
      ['model', ['list', 'pull', 'remove', 'check']],
    ] as const) {
      const { output: help } = await run(command, '--help')
      const line = new RegExp(`^ {4}${command}\\) words="(.*)"`, 'm').exec(script)?.[1] ?? ''
      const offered = line.split(' ')
      const wanted = [...flags(help.replaceAll(/`[^`]*`|^Example.*$|^A pulled.*$/gm, ''))].filter(flag => flag !== '--')
      expect(offered).toEqual(expect.arrayContaining([...wanted, ...rest]))
    }
  })
})
