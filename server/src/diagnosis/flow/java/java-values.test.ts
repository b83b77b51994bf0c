import { diagnoseMarked } from '../marked-program.ts'

async function expectMarked(method: string): Promise<void> {
  const { found, marked } = await diagnoseMarked(
    'java',
    `import java.io.*;\nimport java.util.*;\nclass A {\n${method}\n}`,
  )
  expect(found).toEqual(marked)
}

describe('Null', () => {
  test('is found where it is certain', () =>
    expectMarked(`int a(boolean b) { String s = null; if (b) log(); return s.length(); // finds null-dereference
    }`))

  test('is not reported where it has been checked', () =>
    expectMarked(`int a(String t) { String s = null; if (t != null) s = t; return s == null ? 0 : s.length(); }`))

  test('is not reported where a loop may give a value', () =>
    expectMarked(
      `int a(List<String> l) { String last = null; for (String one : l) { if (last != null) last.length(); last = one; } return 0; }`,
    ))

  test('is not reported where somebody else has been asked', () =>
    expectMarked(`int a() { String s = null; if (Texts.isBlank(s)) return 0; return s.length(); }`))

  test('is not certain of what a method gives that others may override', () =>
    expectMarked(`String name() { return null; } int a() { String s = name(); return s.length(); }`))

  test('is certain of what a static method gives', () =>
    expectMarked(`static String name() { return null; } int a() { String s = name(); return s.length(); // finds null-dereference
    }`))

  test('is found in the branch that says so', () =>
    expectMarked(`int a(String s) { if (s == null) { return s.length(); // finds null-dereference
    } return 1; }`))
})

describe('What is opened', () => {
  test('and never closed is found', () =>
    expectMarked(`int a(File f) throws IOException {
      FileInputStream in = new FileInputStream(f); // finds resource-not-closed
      return in.read();
    }`))

  test('and closed on one path only is found', () =>
    expectMarked(`int a(File f, boolean b) throws IOException {
      FileInputStream in = new FileInputStream(f); // finds resource-not-closed
      if (b) return 0;
      in.close();
      return 1;
    }`))

  test.each([
    ['in another around it', 'BufferedReader in = new BufferedReader(new FileReader(f));'],
    [
      'in two around it',
      'ObjectInputStream in = new ObjectInputStream(new BufferedInputStream(new FileInputStream(f)));',
    ],
    ['by what reads words', 'Scanner in = new Scanner(new File("a"));'],
    ['by what prints', 'PrintWriter in = new PrintWriter("a");'],
  ])('and never closed is found %s', (_, opening) =>
    expectMarked(`int a(File f) throws IOException {
      ${opening} // finds resource-not-closed
      return in.hashCode();
    }`),
  )

  test.each([
    ['try with resources', 'try (FileInputStream in = new FileInputStream(f)) { return in.read(); }'],
    [
      'finally',
      'FileInputStream in = null; try { in = new FileInputStream(f); return in.read(); } finally { if (in != null) in.close(); }',
    ],
    ['whoever gets it', 'FileInputStream in = new FileInputStream(f); return use(in);'],
    ['whoever keeps it', 'this.kept = new FileInputStream(f); return 1;'],
    [
      'whoever it is returned to, in a list',
      'List<Object> l = new ArrayList<>(); l.add(new FileInputStream(f)); return l;',
    ],
    ['whoever keeps its channel', 'this.kept = new FileInputStream(f).getChannel(); return 1;'],
    [
      'what stands around it',
      'BufferedReader r = new BufferedReader(new FileReader(f)); r.read(); r.close(); return 1;',
    ],
    [
      'its own name',
      'FileReader in = new FileReader(f); BufferedReader r = new BufferedReader(in); r.read(); in.close(); return 1;',
    ],
    ['whoever has opened what is wrapped', 'BufferedReader r = new BufferedReader(reader()); return r.read();'],
    ['nobody, as it is no file', 'return new Scanner("a b").next();'],
    ['whoever wraps it', 'try (Reader r = new InputStreamReader(new FileInputStream(f))) { return r.read(); }'],
  ])('is closed by %s', (_, body) => expectMarked(`Object a(File f) throws IOException { ${body} }`))
})
