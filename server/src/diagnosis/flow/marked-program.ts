import os from 'node:os'
import { createDiagnoseFile } from '../diagnose-file.ts'
import { createWasmGrammars } from '../../syntax/wasm.ts'
import type { Finding } from '../finding.ts'
import { createFlowFinder } from './flow-finder.ts'

/** Lines of a program and rules, such as `3 java-tainted-sql`. */
export interface MarkedResult {
  found: string[]
  marked: string[]
}

const finder = createFlowFinder({ roots: [os.tmpdir()], now: () => 0 })
const diagnose = createDiagnoseFile({
  open: createWasmGrammars(),
  suppressions: { isKnown: () => true, isActive: () => true },
  finders: [finder],
  log: message => {
    throw new Error(message)
  },
})

/** For tests: what data flow finds in a program. */
export function diagnoseProgram(languageId: string, text: string, path = '/project/src/Program'): Promise<Finding[]> {
  return diagnose({ path, languageId, text })
}

/**
 * For tests: what data flow finds in a program, and what its comments say that it should. A line on which a rule has to find
 * something ends in `// finds` and the rule's name. What is less than a warning is left out where the program expects nothing of its rule.
 */
export async function diagnoseMarked(
  languageId: string,
  text: string,
  path = '/project/src/Program',
): Promise<MarkedResult> {
  const findings = await diagnoseProgram(languageId, text, path)
  const marked = text.split('\n').flatMap((line, at) => {
    const rule = /(?:\/\/|#) finds (\S+)/.exec(line)?.[1]
    return rule === undefined ? [] : [`${String(at + 1)} ${rule}`]
  })
  const expected = new Set(marked.map(one => one.split(' ')[1]))
  const isGrave = ({ severity }: Finding): boolean => severity === 'error' || severity === 'warning'
  const told = findings.filter(one => isGrave(one) || expected.has(one.rule))
  const found = told.map(one => `${String(one.range.start.line + 1)} ${one.rule}`)
  return { found: [...new Set(found)].sort(), marked: marked.sort() }
}

/** For tests: the body of a servlet's method, as a program. */
export function servlet(body: string, members = ''): string {
  return `import java.io.*;
import java.sql.*;
import java.util.*;
import java.nio.file.*;
import javax.servlet.http.*;
class Page extends HttpServlet {
  ${members}
  void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    Connection connection = null; connection = open();
    ${body}
  }
  native Connection open();
}`
}
