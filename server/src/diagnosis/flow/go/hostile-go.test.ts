import { diagnoseMarked } from '../marked-program.ts'

function handler(body: string): string {
  return `package shop
import ("net/http"; "os"; "fmt")
func later(r *http.Request) { os.ReadFile(r.FormValue("a")) }
func handle(w http.ResponseWriter, r *http.Request) {
name := r.FormValue("name")
${body}
}`
}

const program = handler(`
  type pair struct { a, b string }
  defer func() { if e := recover(); e != nil { fmt.Println(e) } }()
  for i, v := range []string{name, "b"} { if v == "" { continue }; name += fmt.Sprint(i) }
  switch v := any(name).(type) { case int, string: fmt.Println(v); default: return }
  switch { case name == "a": fallthrough; case name == "b": name = "c" }
  select { case c <- name: break; case x, ok := <-c: fmt.Println(x, ok); default: }
outer:
  for { if name == "x" { break outer }; goto outer }
  p := &pair{a: name, b: "b"}
  p.a, name = name, p.a
  f := func(a ...string) (s string, err error) { s = a[0]; return }
  go f(name)
  list := map[string][]int{"a": {1, 2}, name: nil}
  x, err := f(name, string(list["a"][0])); fmt.Println(x, err)
`)

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
    const put = ['', '{', '}', '(', ')', ';', '"', ' case ', ' defer ', ':=', '<-', '*', '&'][Math.floor(random() * 13)]
    text = text.slice(0, at) + (put ?? '') + text.slice(at + Math.floor(random() * 12))
  }
  return text
}

test('a thousand broken programs are read to their end', async () => {
  for (let seed = 1; seed <= 1000; seed++) await diagnoseMarked('go', broken(seed))
})

test.each([
  ['a text of many parts', `s := ${'"a" + name + '.repeat(5000)}""; fmt.Println(s)`],
  ['many brackets', `i := ${'('.repeat(3000)}1${')'.repeat(3000)}; fmt.Println(i)`],
  ['many blocks', `${'{ if name == "" '.repeat(1500)}{}${'}'.repeat(1500)}`],
  ['many calls in a row', `o := builder()${'.Add(name)'.repeat(4000)}; fmt.Println(o)`],
  ['many conditions', `b := ${'name == "a" || '.repeat(4000)}false; fmt.Println(b)`],
  ['many statements', 'name = name + r.FormValue("x")\n'.repeat(8000)],
  ['many deferred calls', 'defer fmt.Println(name)\nif name == "" { return }\n'.repeat(400)],
  ['loops in loops', `${'for name != "" { name += "a"\n'.repeat(60)}${'}'.repeat(60)}`],
  ['functions in functions', `${'func() {\n'.repeat(300)}fmt.Println(name)${'}()\n'.repeat(300)}`],
  ['literals in literals', `x := ${'[]any{'.repeat(700)}name${'}'.repeat(700)}; fmt.Println(x)`],
  ['a table of a machine', `x := []string{${'"a", name,\n'.repeat(9000)}}; fmt.Println(x)`],
  ['a switch of many cases', `switch name {\n${'case "a": name = "b"\n'.repeat(3000)}}`],
  ['labels everywhere', Array.from({ length: 300 }, (_, at) => `l${at}: if name == "" { goto l${at} }`).join('\n')],
])('%s end', async (_, code) => {
  const { found } = await diagnoseMarked('go', handler(code))
  // What stands in other functions is found all the same.
  expect(found).toContain('3 go-tainted-path')
})

test('types that contain themselves, and methods that call themselves, end', async () => {
  const { found } = await diagnoseMarked(
    'go',
    `package shop
type a struct { *b }
type b struct { *a }
type c c
type d interface { d }
func (x *a) Next(n int) *a { return x.Next(n + 1).Other() }
func (x *b) Go() { x.missing(); x.Go(); var y c; y.none(); var z d; z.none() }`,
  )
  expect(found).toEqual([])
})
