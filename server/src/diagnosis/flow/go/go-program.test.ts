import { diagnoseMarked } from '../marked-program.ts'
import { useProgramFolder } from '../program-folder.ts'

describe('Other files of the workspace', () => {
  const { write } = useProgramFolder()
  beforeEach(() => {
    write('go.mod', 'module example.com/shop\n\ngo 1.22\n')
  })

  async function expectMarked(file: string, text: string): Promise<void> {
    const { found, marked } = await diagnoseMarked('go', text, write(file, text))
    expect(found).toEqual(marked)
  }

  const page = (body: string, imports = ''): string => `package web
    import ("net/http"; "os"; ${imports})
    func page(w http.ResponseWriter, r *http.Request) {
      ${body}
    }`

  test('of the same package have functions that hand on what they are given, or not', async () => {
    write(
      'web/texts.go',
      'package web\nfunc upper(t string) string { return t + "!" }\nfunc drop(t string) string { return "x" }',
    )
    await expectMarked(
      'web/page.go',
      page(`os.ReadFile(upper(r.FormValue("a"))) // finds go-tainted-path
      os.ReadFile(drop(r.FormValue("a")))`),
    )
  })

  test('of another package are found by the name of the module', async () => {
    write(
      'texts/texts.go',
      'package texts\nimport "os"\nfunc Drop(t string) string { return "x" }\nfunc Remove(t string) { os.Remove(t) }',
    )
    await expectMarked(
      'web/page.go',
      page(
        `os.ReadFile(texts.Drop(r.FormValue("a")))
      texts.Remove(r.FormValue("a")) // finds go-tainted-path`,
        '"example.com/shop/texts"',
      ),
    )
  })

  test('have types, their methods and variables, wherever in the package they stand', async () => {
    write('web/a.go', 'package web\ntype Store struct { db *sql.DB; count int }\nvar shared *sql.DB')
    write('web/b.go', 'package web\nimport "database/sql"\nfunc (s *Store) Clean(t string) string { return "x" }')
    write('web/c.go', 'package web\nfunc (s *Store) Keep(t string) string { return t }')
    await expectMarked(
      'web/page.go',
      page(`s := &Store{}
      os.ReadFile(s.Clean(r.FormValue("a")))
      os.ReadFile(s.Keep(r.FormValue("a"))) // finds go-tainted-path
      shared.Exec(r.FormValue("a")) // finds go-tainted-sql
      s.db.Exec(r.FormValue("a")) // finds go-tainted-sql`),
    )
  })
})
