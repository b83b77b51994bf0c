import { GatewayConfig } from '../config.ts'
import { parseServeFlags, serveHelp } from './flags.ts'

test('the help names the value of each flag, and its default where it has one', () => {
  const help = serveHelp()
  expect(help).toMatch(/^ {2}--host ADDRESS +Address to listen on \(default 127\.0\.0\.1\)$/m)
  expect(help).toMatch(/^ {2}--port NUMBER .*\(default 9295\)$/m)
  expect(help).toMatch(/^ {2}--model NAME +Model to answer with.*file$/m)
  expect(help).not.toContain('…')
})

test('every flag of the help is understood', () => {
  const flags = [...serveHelp().matchAll(/^ {2}(--[a-z-]+)( [A-Z]+)?/gm)]
  expect(flags.length).toBeGreaterThan(12)
  for (const [, flag = '', value] of flags)
    expect(() => parseServeFlags(value === undefined ? [flag] : [flag, 'x'])).not.toThrow()
})

test('every setting but the prompt formats has its flag in the help', () => {
  const settings = Object.keys(GatewayConfig.shape).filter(name => name !== 'profiles')
  const flags = settings.map(name => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`))
  for (const flag of flags) expect(serveHelp()).toMatch(new RegExp(`^ {2}--${flag} [A-Z]+ `, 'm'))
})
