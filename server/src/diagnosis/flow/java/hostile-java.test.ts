import { diagnoseMarked, servlet } from '../marked-program.ts'

const program = servlet(
  `
  String name = request.getParameter("name");
  for (int i = 0; i < 3; i++) { if (name == null) continue; name += i; }
  try (Reader reader = new FileReader(name)) { reader.read(); } catch (IOException error) { throw error; } finally { log(name); }
  switch (name) { case "a": return; default: break; }
  Runnable later = () -> { String other = name.isEmpty() ? "x" : name; new File(other); };
  int kind = switch (name) { case "a" -> 1; case "b" -> { yield 2; } default -> 3; };
`,
  'static class Inner { private String kept; Inner(String kept) { this.kept = kept; } }',
)

/** The same numbers each time. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

function broken(seed: number): string {
  const random = createRandom(seed)
  let text = program
  for (let count = 1 + Math.floor(random() * 4); count > 0; count--) {
    const at = Math.floor(random() * text.length)
    const put = ['', '{', '}', '(', ')', ';', '"', ' case ', ' try ', '->', '::'][Math.floor(random() * 11)] ?? ''
    text = text.slice(0, at) + put + text.slice(at + Math.floor(random() * 12))
  }
  return text
}

test('a thousand broken programs are read to their end', async () => {
  for (let seed = 1; seed <= 1000; seed++) await diagnoseMarked('java', broken(seed))
})

test.each([
  ['a text of many parts', `String s = ${'"a" + name + '.repeat(5000)}"";`],
  ['many brackets', `int i = ${'('.repeat(3000)}1${')'.repeat(3000)};`],
  ['many blocks', `${'{ if (name == null) '.repeat(1500)}log(name);${'}'.repeat(1500)}`],
  ['many calls in a row', `Object o = builder()${'.add(name)'.repeat(4000)};`],
  ['many conditions', `boolean b = ${'name == null || '.repeat(4000)}false;`],
  ['many statements', 'name = name + request.getParameter("x");\n'.repeat(8000)],
  ['finally in finally', `${'try { log(name); return; } finally { '.repeat(40)}log(name);${'}'.repeat(40)}`],
  ['loops in loops', `${'while (name != null) { name += 1; '.repeat(60)}${'}'.repeat(60)}`],
])('%s end', async (_, code) => {
  const text = servlet(
    `String name = request.getParameter("name"); ${code}`,
    'void later(HttpServletRequest request) { new File(request.getParameter("a")); }',
  )
  const { found } = await diagnoseMarked('java', text)
  // What stands in other functions is found all the same.
  expect(found).toContain('7 java-tainted-path')
})
