import type { Budgets } from '@wayline/inference/api'
import { cursorIn } from './cursor-fixture.ts'
import { contextRoom, promptWindow, stepLines } from './prompt-window.ts'

const budgets: Budgets = {
  promptTokens: 350,
  lineTokens: 24,
  blockTokens: 200,
  prefixShare: 0.65,
  suffixShare: 0.15,
  contextShare: 0.2,
  editsShare: 0,
}
const file = Array.from({ length: 400 }, (_, line) => `  const value${line} = compute(${line}, alpha)`).join('\n')

test('never sends more than the budget', () => {
  const { prefix, suffix } = promptWindow(cursorIn(`${file}|${file}`), budgets, 0)
  expect((prefix.length + suffix.length) / 3.5).toBeLessThanOrEqual(350)
  expect(prefix.length / 3.5).toBeGreaterThan(150)
  expect(suffix.length / 3.5).toBeLessThanOrEqual(0.15 * 350)
})

test('a small file is sent whole', () => {
  expect(promptWindow(cursorIn('a\nb|\nc'), budgets, 0)).toEqual({ prefix: 'a\nb', suffix: '\nc' })
})

test('small windows move in small steps', () => {
  expect([1120, 4000, 12_000].map(stepLines)).toEqual([8, 32, 32])
})

test('from key to key only the end of the prompt changes', () => {
  const typed = 'for (const row of rows) {\n  total += row.amount\n}\nreturn total\n'.repeat(4)
  let kept = 0
  let sent = 0
  let last = ''
  for (let key = 1; key < typed.length; key++) {
    const { prefix } = promptWindow(cursorIn(`${file}\n${typed.slice(0, key)}|`), budgets, 0)
    if (last !== '') {
      sent += prefix.length
      if (prefix.startsWith(last)) kept += last.length
    }
    last = prefix
  }
  expect(kept / sent).toBeGreaterThan(0.95)
})

test('a document that begins with an empty line comes to an end, wherever the window begins', () => {
  for (let length = 1200; length < 1240; length++) {
    const { prefix } = promptWindow(cursorIn(`\n${'a'.repeat(length - 2)}\n|`), budgets, 0)
    expect(prefix.length).toBeGreaterThan(0)
  }
})

test('a line longer than the window is cut without splitting a character', () => {
  const { prefix } = promptWindow(cursorIn(`${'😀'.repeat(5000)}|`), budgets, 0)
  expect(prefix.length).toBeGreaterThan(0)
  expect(prefix).toMatch(/^(😀)+$/u)
})

describe('Room for other code', () => {
  const large: Budgets = {
    ...budgets,
    promptTokens: 2048,
    prefixShare: 0.45,
    suffixShare: 0.15,
    contextShare: 0.3,
    editsShare: 0.1,
  }
  const total = 2048 * 3.5

  test('is its share in a long document', () => {
    expect(contextRoom(large, { before: 30_000, after: 10_000 }).all).toBe(Math.floor(total * 0.4))
  })

  test('grows by what a short document leaves over', () => {
    const { all } = contextRoom(large, { before: 200, after: 0 })
    expect(all).toBeGreaterThan(total * 0.8)
    expect(all + 200).toBeLessThan(total)
  })

  test('stays the same from key to key, and what was made for it stays whole when it shrinks', () => {
    const rooms = [1000, 1100, 1200].map(before => contextRoom(large, { before, after: 0 }).all)
    expect(new Set(rooms).size).toBe(1)
    const { all } = contextRoom(large, { before: 1000, after: 0 })
    expect(contextRoom(large, { before: 1000 + total / 8, after: 0 }).kept).toBeGreaterThanOrEqual(all)
  })

  test('is no more than its share for a small model', () => {
    expect(contextRoom(budgets, { before: 0, after: 0 }).all).toBe(Math.floor(350 * 3.5 * 0.2))
  })
})
