import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { transform } from 'esbuild'
import type { Surroundings } from './part.ts'

/** A whole program in one file, which ends well if what it tests is right. */
export interface Program {
  /** LSP language identifier. */
  languageId: string
  source: string
}

/** Runs programs, each in a folder of its own and for a limited time. Nothing of them is left when the evaluation ends. */
export interface ProgramRunner {
  /** What is missing to run a language here, in a word; null if nothing is. */
  lacks(languageId: string): Promise<string | null>
  /** Whether the program ends well. */
  passes(program: Program): Promise<boolean>
}

/** A step on the way to the result: a command and how long it may take. */
type Step = [command: string, args: string[], limitMs: number]

interface Toolchain {
  /** File that the program is written to. */
  file: string
  steps: Step[]
  version: [command: string, ...args: string[]]
  /** What else has to lie there. */
  files?: Record<string, string>
  prepare?: (source: string) => string | Promise<string>
}

/** Go's tests of the public sets use this package's assertions; what they need of it fits on a page. */
const goAssert = `package assert

import (
	"fmt"
	"reflect"
	"testing"
)

type Assertions struct{ t *testing.T }

func New(t *testing.T) *Assertions { return &Assertions{t} }

func same(want, got interface{}) bool {
	if reflect.DeepEqual(want, got) {
		return true
	}
	one, other := reflect.ValueOf(want), reflect.ValueOf(got)
	if one.IsValid() && other.IsValid() && one.Kind() == other.Kind() && (one.Kind() == reflect.Slice || one.Kind() == reflect.Map) {
		return one.Len() == 0 && other.Len() == 0
	}
	return false
}

func (a *Assertions) fail(message string) bool {
	a.t.Helper()
	a.t.Error(message)
	return false
}

func (a *Assertions) Equal(want, got interface{}, _ ...interface{}) bool {
	return same(want, got) || a.fail(fmt.Sprintf("want %v, got %v", want, got))
}

func (a *Assertions) True(got bool, _ ...interface{}) bool { return got || a.fail("want true") }

func (a *Assertions) False(got bool, _ ...interface{}) bool { return !got || a.fail("want false") }

func (a *Assertions) Nil(got interface{}, _ ...interface{}) bool {
	if got == nil {
		return true
	}
	value := reflect.ValueOf(got)
	switch value.Kind() {
	case reflect.Ptr, reflect.Map, reflect.Slice, reflect.Interface, reflect.Func, reflect.Chan:
		return value.IsNil() || a.fail("want nil")
	}
	return a.fail("want nil")
}

func (a *Assertions) InDelta(want, got interface{}, delta float64, _ ...interface{}) bool {
	number := func(x interface{}) float64 {
		value := reflect.ValueOf(x)
		if value.CanInt() {
			return float64(value.Int())
		}
		return value.Float()
	}
	distance := number(want) - number(got)
	return (distance <= delta && -distance <= delta) || a.fail("too far")
}

func (a *Assertions) Fail(message string, _ ...interface{}) bool { return a.fail(message) }

func Equal(t *testing.T, want, got interface{}, _ ...interface{}) bool { return New(t).Equal(want, got) }
`

const failingAssert = 'console.assert = (holds, ...words) => { if (!holds) throw new Error(words.join(" ")) };\n'

const toolchains: Record<string, Toolchain> = {
  python: { file: 'program.py', steps: [['python3', ['-I', 'program.py'], 10_000]], version: ['python3', '--version'] },
  javascript: {
    file: 'program.cjs',
    steps: [[process.execPath, ['program.cjs'], 10_000]],
    version: [process.execPath, '--version'],
    prepare: source => failingAssert + source,
  },
  typescript: {
    file: 'program.cjs',
    steps: [[process.execPath, ['program.cjs'], 10_000]],
    version: [process.execPath, '--version'],
    async prepare(source) {
      const { code } = await transform(source, { loader: 'ts', format: 'cjs' })
      return failingAssert + code
    },
  },
  java: {
    file: 'Main.java',
    steps: [
      ['javac', ['-nowarn', 'Main.java'], 40_000],
      ['java', ['-ea', '-Xmx256m', 'Main'], 20_000],
    ],
    version: ['javac', '-version'],
  },
  go: {
    file: 'program_test.go',
    steps: [['go', ['test', './...'], 60_000]],
    version: ['go', 'version'],
    files: { 'go.mod': 'module program\n\ngo 1.18\n', 'assert/assert.go': goAssert },
    prepare: source => source.replace('github.com/stretchr/testify/assert', 'program/assert'),
  },
  rust: {
    file: 'program.rs',
    steps: [
      ['rustc', ['--edition', '2021', '--test', '-A', 'warnings', 'program.rs', '-o', 'program'], 40_000],
      ['./program', [], 10_000],
    ],
    version: ['rustc', '--version'],
  },
  cpp: {
    file: 'program.cpp',
    steps: [
      ['g++', ['-std=c++17', '-O0', '-w', 'program.cpp', '-o', 'program'], 60_000],
      ['./program', [], 10_000],
    ],
    version: ['g++', '--version'],
  },
}

export function createProgramRunner({ scratch, atEnd }: Pick<Surroundings, 'scratch' | 'atEnd'>): ProgramRunner {
  const running = new Set<number>()
  const known = new Map<string, Promise<string | null>>()
  atEnd(() => {
    for (const pid of running) endGroup(pid)
  })

  /** Each program has its own process group, so that what it has started ends with it. */
  function step([command, args, limitMs]: Step, cwd: string): Promise<boolean> {
    return new Promise(resolve => {
      const env = { ...process.env, GOFLAGS: '-mod=mod', GO111MODULE: 'on' }
      const child = spawn(command, args, { cwd, env, stdio: 'ignore', detached: process.platform !== 'win32' })
      const { pid } = child
      if (pid !== undefined) running.add(pid)
      const timer = setTimeout(() => pid !== undefined && endGroup(pid), limitMs)
      const end = (isGood: boolean): void => {
        clearTimeout(timer)
        if (pid !== undefined) {
          endGroup(pid)
          running.delete(pid)
        }
        resolve(isGood)
      }
      child.on('error', () => end(false))
      child.on('exit', code => end(code === 0))
    })
  }

  async function missing(languageId: string): Promise<string | null> {
    const toolchain = toolchains[languageId]
    if (!toolchain) return `a way to run ${languageId}`
    const [command, ...args] = toolchain.version
    return (await step([command, args, 20_000], scratch)) ? null : command
  }

  return {
    lacks(languageId) {
      const found = known.get(languageId) ?? missing(languageId)
      known.set(languageId, found)
      return found
    },
    async passes({ languageId, source }) {
      const toolchain = toolchains[languageId]
      if (!toolchain) return false
      const folder = fs.mkdtempSync(path.join(scratch, 'program-'))
      try {
        const files = { ...toolchain.files, [toolchain.file]: (await toolchain.prepare?.(source)) ?? source }
        for (const [name, text] of Object.entries(files)) {
          fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
          fs.writeFileSync(path.join(folder, name), text)
        }
        for (const one of toolchain.steps) if (!(await step(one, folder))) return false
        return true
      } catch {
        // What cannot even be translated does not pass.
        return false
      } finally {
        fs.rmSync(folder, { recursive: true, force: true })
      }
    },
  }
}

function endGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
