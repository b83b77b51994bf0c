import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { forgetWindow, recordedWindows, recordWindow } from './windows.ts'

let dataDir: string
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-windows-'))
})
afterEach(() => fs.rmSync(dataDir, { recursive: true }))

const window = { pid: 17, startedAt: 1, editor: 'Neovim 0.12', version: '0.1.0' }

test('What is written down is there until it is removed', () => {
  expect(recordedWindows(dataDir)).toEqual([])
  const remove = recordWindow(dataDir, window)
  recordWindow(dataDir, { ...window, pid: 18 })
  expect(recordedWindows(dataDir).map(({ pid }) => pid)).toEqual([17, 18])
  remove()
  remove()
  forgetWindow(dataDir, { ...window, pid: 18 })
  expect(recordedWindows(dataDir)).toEqual([])
})

test.each(['', '{"pid": 19', '{"pid": "19"}', '{"pid":-1,"startedAt":1,"editor":"","version":""}', '[]'])(
  'A file that holds %j is passed over',
  content => {
    recordWindow(dataDir, window)
    fs.writeFileSync(path.join(dataDir, 'windows/19.json'), content)
    fs.mkdirSync(path.join(dataDir, 'windows/20.json'))
    expect(recordedWindows(dataDir)).toEqual([window])
  },
)

test('A file that names another process than its own is passed over', () => {
  recordWindow(dataDir, window)
  fs.renameSync(path.join(dataDir, 'windows/17.json'), path.join(dataDir, 'windows/1.json'))
  expect(recordedWindows(dataDir)).toEqual([])
})

test('Where the folder is a file there are none', () => {
  fs.writeFileSync(path.join(dataDir, 'windows'), '')
  expect(recordedWindows(dataDir)).toEqual([])
})
