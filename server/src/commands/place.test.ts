import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { WaylineError } from '../errors.ts'
import { offsetOf, parsePlace, positionAt, readSource } from './place.ts'
import { UsageError } from './report-error.ts'

/** The text with a `|` where the place is. */
function marked(text: string, line: number, column: number): string {
  const offset = offsetOf(text, { file: 'a.ts', line, column })
  return `${text.slice(0, offset)}|${text.slice(offset)}`
}

describe('A place in a file', () => {
  test('is a file, a line and a column', () => {
    expect(parsePlace('src/main.py:12:5')).toEqual({ file: 'src/main.py', line: 12, column: 5 })
  })

  test('may be in a file whose name has colons', () => {
    expect(parsePlace('C:\\a.ts:1:2')).toEqual({ file: 'C:\\a.ts', line: 1, column: 2 })
    expect(parsePlace('a:3:4:1:2')).toEqual({ file: 'a:3:4', line: 1, column: 2 })
  })

  test.each(['', 'a.ts', 'a.ts:1', ':1:1', 'a.ts:0:1', 'a.ts:1:0', 'a.ts:-1:1', 'a.ts:1:x', 'a.ts:1.5:1'])(
    'is not %j',
    argument => {
      expect(() => parsePlace(argument)).toThrow(UsageError)
    },
  )
})

describe('The offset of a place', () => {
  test('counts lines and columns from 1', () => {
    expect(marked('ab\ncd\n', 1, 1)).toBe('|ab\ncd\n')
    expect(marked('ab\ncd\n', 2, 2)).toBe('ab\nc|d\n')
  })

  test.each(['\n', '\r\n', '\r'])('stays before the end of a line that ends with %j', end => {
    expect(marked(`ab${end}cd${end}`, 1, 3)).toBe(`ab|${end}cd${end}`)
    expect(marked(`ab${end}cd${end}`, 1, 3)).toBe(`ab|${end}cd${end}`)
    expect(marked(`ab${end}cd${end}`, 2, 2)).toBe(`ab${end}c|d${end}`)
  })

  test('is in the empty line behind the last line break', () => {
    expect(marked('ab\n', 2, 1)).toBe('ab\n|')
    expect(marked('', 1, 1)).toBe('|')
  })

  test('tells lines apart that are empty', () => {
    expect(marked('a\n\n\nb', 3, 1)).toBe('a\n\n|\nb')
    expect(marked('a\r\n\r\n\r\nb', 3, 1)).toBe('a\r\n\r\n|\r\nb')
  })

  test('counts a character outside the basic plane, and one made of several, once', () => {
    expect(marked('"😀", b', 1, 3)).toBe('"😀|", b')
    expect(marked('"👩‍👩‍👧", b', 1, 3)).toBe('"👩‍👩‍👧|", b')
    expect(marked('"e\u0301", b', 1, 3)).toBe('"e\u0301|", b')
  })

  test('is refused behind the last line, in words that tell how many there are', () => {
    expect(() => marked('ab\ncd', 3, 1)).toThrow(new UsageError('a.ts has 2 lines, so there is no line 3.', ''))
    expect(() => marked('', 2, 1)).toThrow('a.ts has 1 line, so there is no line 2.')
  })

  test('is refused behind the end of its line, in words that tell how long that is', () => {
    expect(() => marked('😀b\ncd', 1, 4)).toThrow('Line 1 of a.ts has 2 characters, so there is no column 4.')
    expect(() => marked('a\n\nb', 2, 2)).toThrow('Line 2 of a.ts has 0 characters, so there is no column 2.')
    expect(() => marked('a', 1, 9)).toThrow('Line 1 of a.ts has 1 character, so there is no column 9.')
  })

  test('is found again as a position of the protocol, in UTF-16 units from 0', () => {
    expect(positionAt('a\r\n"😀"', 7)).toEqual({ line: 1, character: 4 })
    expect(positionAt('a\rb\nc', 4)).toEqual({ line: 2, character: 0 })
    expect(positionAt('', 0)).toEqual({ line: 0, character: 0 })
  })
})

describe('Reading the file', () => {
  let folder: string

  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wl-place-'))))
  afterEach(() => fs.rmSync(folder, { recursive: true }))

  function written(content: string | Uint8Array): string {
    const file = path.join(folder, 'a.ts')
    fs.writeFileSync(file, content)
    return file
  }

  function problem(file: string): WaylineError {
    try {
      readSource(file)
    } catch (error) {
      if (error instanceof WaylineError) return error
      throw error
    }
    throw new Error(`${file} was read`)
  }

  test('leaves out its byte order mark, as editors do', () => {
    expect(readSource(written('\uFEFFconst a = 1\n'))).toBe('const a = 1\n')
  })

  test('says of a file that is not there, of a folder and of one that is not text what they are', () => {
    expect(problem(path.join(folder, 'none.ts')).message).toBe(`There is no file ${path.join(folder, 'none.ts')}.`)
    expect(problem(folder).message).toBe(`${folder} is a folder.`)
    const binary = written(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff))
    expect(problem(binary).message).toBe(`The file ${binary} is not text.`)
    for (const file of [path.join(folder, 'none.ts'), folder, binary]) expect(problem(file).remedy).toBeTruthy()
  })
})
