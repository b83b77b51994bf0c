import { diagnoseMarked, diagnoseProgram } from '../marked-program.ts'
import { useProgramFolder } from '../program-folder.ts'

describe('Other files of the workspace', () => {
  const { write } = useProgramFolder()

  async function expectMarked(file: string, text: string): Promise<void> {
    const { found, marked } = await diagnoseMarked('java', text, write(file, text))
    expect(found).toEqual(marked)
  }

  const page = (body: string): string => `package a.web;
    import a.texts.*;
    import javax.servlet.http.*;
    class Page { void get(HttpServletRequest request, HttpServletResponse response) throws Exception {
      ${body}
    } }`

  test('hand on what they are given, or not', async () => {
    write(
      'src/main/java/a/texts/Texts.java',
      `package a.texts; public class Texts {
        public static String upper(String t) { return t.toUpperCase(); }
        public static String drop(String t) { return "x"; } }`,
    )
    await expectMarked(
      'src/main/java/a/web/Page.java',
      page(`new java.io.File(Texts.upper(request.getParameter("a"))); // finds java-tainted-path
      new java.io.File(Texts.drop(request.getParameter("a")));`),
    )
  })

  test('are shown on the path to a finding', async () => {
    const runner = write(
      'src/main/java/a/texts/Runner.java',
      `package a.texts; public class Runner {
        public static void run(String c) throws Exception {
          String command = "sh " + c;
          Runtime.getRuntime().exec(command);
        } }`,
    )
    const text = page('Runner.run(request.getParameter("a"));')
    const [finding] = await diagnoseProgram('java', text, write('src/main/java/a/web/Page.java', text))
    const elsewhere = finding?.steps.filter(step => step.path !== null)
    expect(elsewhere?.map(step => [step.path, step.range.start.line])).toEqual([
      [runner, 2],
      [runner, 3],
    ])
  })

  test('are told of at the call that leads to the sink', async () => {
    write(
      'src/main/java/a/texts/Runner.java',
      `package a.texts; public class Runner { public void run(String c) throws Exception { Runtime.getRuntime().exec(c); } }`,
    )
    await expectMarked(
      'src/main/java/a/web/Page.java',
      page(`new Runner().run(request.getParameter("a")); // finds java-tainted-command`),
    )
  })

  test('implement an interface, and only one does', async () => {
    write('src/main/java/a/texts/Cleaner.java', 'package a.texts; public interface Cleaner { String clean(String t); }')
    write(
      'src/main/java/a/texts/Dropper.java',
      'package a.texts; class Dropper implements Cleaner { public String clean(String t) { return ""; } }',
    )
    const body = (mark: string): string =>
      page(`Cleaner cleaner = Services.cleaner(); new java.io.File(cleaner.clean(request.getParameter("a")));${mark}`)
    await expectMarked('src/main/java/a/web/Page.java', body(''))
    write('src/main/java/b/texts/Cleaner.java', 'package b.texts; public interface Cleaner { String clean(String t); }')
    for (const name of ['One', 'Two'])
      write(
        `src/main/java/b/texts/${name}.java`,
        `package b.texts; class ${name} implements Cleaner { public String clean(String t) { return ""; } }`,
      )
    await expectMarked(
      'src/main/java/b/web/Page.java',
      body(' // finds java-tainted-path').replaceAll('a.texts', 'b.texts').replace('a.web', 'b.web'),
    )
  })

  test('that are settings give their values', async () => {
    write('src/main/resources/app.properties', '# names\nhash=MD5\ngood=SHA-256\n')
    await expectMarked(
      'src/main/java/a/web/Page.java',
      page(`java.util.Properties settings = new java.util.Properties();
      settings.load(getClass().getClassLoader().getResourceAsStream("app.properties"));
      java.security.MessageDigest.getInstance(settings.getProperty("hash", "SHA-512")); // finds java-weak-hash
      java.security.MessageDigest.getInstance(settings.getProperty("good", "MD5"));`),
    )
  })
})
