import type { Guest, GuestFinding } from './guest.ts'
import { javacFindings } from './javac.ts'
import { printedLines } from './printed.ts'

const kotlin = /^(?<kind>[ew]): (?:file:\/\/)?(?<file>\S.*?\.kts?):(?<line>\d+):(?<column>\d+):? (?<message>.*)$/

/** Gradle's compiling of a project and of its tests: Java and Kotlin. */
export const gradle: Guest = {
  name: 'gradle',
  configs: [{ name: /^(?:settings|build)\.gradle(?:\.kts)?$/ }],
  isNested: false,
  files: /\.(?:java|kts?)$/i,
  takes: 'none',
  unit: 'utf16',
  command({ folder, programs }) {
    const script = process.platform === 'win32' ? 'gradlew.bat' : 'gradlew'
    const program = programs.own(folder, script) ?? programs.onPath('gradle')
    return program && [...program, '--console=plain', '--quiet', '--continue', 'testClasses']
  },
  read({ output, errors, code }) {
    const printed = `${output}\n${errors}`
    const ofKotlin = printedLines(printed, kotlin).map(
      ({ kind, file = '', line = '', column = '', message = '' }): GuestFinding => ({
        file,
        rule: kind === 'e' ? 'error' : 'warning',
        severity: kind === 'e' ? 'error' : 'warning',
        message,
        line: Number(line),
        column: Number(column),
        end: null,
      }),
    )
    const found = [...javacFindings(printed), ...ofKotlin]
    return code === 0 || found.some(({ severity }) => severity === 'error') ? found : null
  },
}
