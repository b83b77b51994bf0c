import { wayline } from './src/command.ts'
import { makeHome, type Home } from './src/home.ts'

let home: Home
beforeEach(() => (home = makeHome()))
afterEach(() => home.remove())

const write: Home['write'] = (...file) => home.write(...file)

interface Reported {
  path: string
  rule: string
  range: { start: { line: number } }
  steps: { path: string }[]
}

async function foundCommands(): Promise<Reported[]> {
  const { output } = await wayline(home, ['check', '--json'], { cwd: home.project })
  const { findings } = JSON.parse(output) as { findings: Reported[] }
  return findings.filter(({ rule }) => rule === 'java-tainted-command')
}

const page = `package web;
import javax.servlet.http.*;
import tools.Runner;
class Page extends HttpServlet {
  void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception {
    Runner.run(request.getParameter("name"));
  }
}
`
const runner = (argument: string): string => `package tools;
public class Runner {
  public static void run(String name) throws Exception {
    Runtime.getRuntime().exec(${argument});
  }
}
`
const [pageFile, runnerFile] = ['src/main/java/web/Page.java', 'src/main/java/tools/Runner.java']

describe('a finding whose path goes through another file', () => {
  test('shows its steps there', async () => {
    write(pageFile, page)
    write(runnerFile, runner('name'))
    const [finding, ...others] = await foundCommands()
    expect(others).toEqual([])
    expect(finding).toMatchObject({ path: pageFile, range: { start: { line: 5 } } })
    expect(finding?.steps.map(step => step.path)).toContain(runnerFile)
    const { output } = await wayline(home, ['check'], { cwd: home.project })
    expect(output).toContain(`${runnerFile}:4:`)
  })

  test('goes and comes with what stands in that file, although its own has not changed', async () => {
    write(pageFile, page)
    write(runnerFile, runner('name'))
    expect(await foundCommands()).toHaveLength(1)
    write(runnerFile, runner('"ls"'))
    expect(await foundCommands()).toEqual([])
    write(runnerFile, runner('name'))
    expect(await foundCommands()).toHaveLength(1)
  })

  test('comes with that file', async () => {
    write(pageFile, page)
    expect(await foundCommands()).toEqual([])
    write(runnerFile, runner('name'))
    expect(await foundCommands()).toHaveLength(1)
  })
})
