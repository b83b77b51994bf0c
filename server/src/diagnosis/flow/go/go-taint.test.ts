import { diagnoseMarked } from '../marked-program.ts'

const imports = `
import (
  "bufio"
  "database/sql"
  "encoding/json"
  "fmt"
  "html"
  "html/template"
  "io"
  "net/http"
  "os"
  "os/exec"
  "path/filepath"
  "strconv"
  "strings"
)
`

/** The body of a handler, as a program. */
async function expectMarked(body: string, others = ''): Promise<void> {
  const program = `package shop
${imports}
var db *sql.DB
func handle(w http.ResponseWriter, r *http.Request) {
${body}
}
${others}`
  const { found, marked } = await diagnoseMarked('go', program)
  expect(found).toEqual(marked)
}

describe('What a request brings is followed to where it does harm', () => {
  test('through concatenation and variables', () =>
    expectMarked(`
      id := r.URL.Query().Get("id")
      query := "SELECT * FROM t WHERE id = '" + id + "'"
      db.Exec(query) // finds go-tainted-sql
    `))

  test('not as a value beside the statement', () =>
    expectMarked(`db.Exec("DELETE FROM t WHERE id = $1", r.FormValue("id"))`))

  test('not as a number', () =>
    expectMarked(`
      id, err := strconv.Atoi(r.FormValue("id"))
      if err != nil { return }
      db.Exec(fmt.Sprintf("DELETE FROM t WHERE id = %d", id))
    `))

  test('through a format', () =>
    expectMarked(
      `db.Exec(fmt.Sprintf("DELETE FROM t WHERE name = '%s'", r.FormValue("name"))) // finds go-tainted-sql`,
    ))

  test('through a builder and a loop', () =>
    expectMarked(`
      var text strings.Builder
      for _, name := range r.Form["name"] { text.WriteString(name) }
      db.Exec(text.String()) // finds go-tainted-sql
    `))

  test('not where it has been replaced on every path', () =>
    expectMarked(`
      name := r.FormValue("name")
      if name != "" { name = "a" } else { name = "b" }
      os.ReadFile(name)
    `))

  test('where one path keeps it', () =>
    expectMarked(`
      name := r.FormValue("name")
      if r.Method == "GET" { name = "x" }
      os.ReadFile("uploads/" + name) // finds go-tainted-path
    `))

  test('not on a path that constants rule out', () =>
    expectMarked(`
      const isOpen = false
      name := "a"
      if isOpen && name != "" { name = r.FormValue("name") }
      os.ReadFile(name)
    `))

  test('by the place in a slice and the key of a map', () =>
    expectMarked(`
      list := []string{"a", r.FormValue("name")}
      list = append(list, "c")
      os.ReadFile(list[0])
      os.ReadFile(list[1]) // finds go-tainted-path
      os.ReadFile(list[2])
      values := map[string]string{"a": "x"}
      values["b"] = r.FormValue("name")
      os.ReadFile(values["a"])
      os.ReadFile(values["b"]) // finds go-tainted-path
    `))

  test('by the field of a struct, and through pointers to it', () =>
    expectMarked(
      `
      page := &Page{Title: r.FormValue("title"), Name: "x"}
      os.ReadFile(page.Name)
      os.ReadFile(page.Title) // finds go-tainted-path
    `,
      'type Page struct { Title, Name string }',
    ))

  test('out of a body that is decoded, but for its numbers', () =>
    expectMarked(
      `
      var order Order
      if err := json.NewDecoder(r.Body).Decode(&order); err != nil { return }
      db.Exec("DELETE FROM t WHERE id = " + strconv.Itoa(order.Number))
      db.Exec("DELETE FROM t WHERE id = " + order.Name) // finds go-tainted-sql
    `,
      'type Order struct { Name string; Number int }',
    ))

  test('into a variable by a pointer', () =>
    expectMarked(`
      var name string
      fmt.Sscan(r.FormValue("name"), &name)
      os.ReadFile(name) // finds go-tainted-path
    `))

  test('through a switch that falls through, and out of a labelled loop', () =>
    expectMarked(`
      name := "a"
      switch kind := r.Method; kind {
      case "GET":
        name = r.FormValue("name")
        fallthrough
      case "PUT":
        os.ReadFile(name) // finds go-tainted-path
      default:
        os.ReadFile(name)
      }
    outer:
      for {
        for _, part := range strings.Split(r.FormValue("parts"), ",") { name = part; break outer }
      }
      os.ReadFile(name) // finds go-tainted-path
    `))

  test('through type assertions and type switches', () =>
    expectMarked(`
      var any interface{} = r.FormValue("name")
      if text, ok := any.(string); ok { os.ReadFile(text) } // finds go-tainted-path
      switch text := any.(type) {
      case int: os.ReadFile(strconv.Itoa(text))
      case string: os.ReadFile(text) // finds go-tainted-path
      }
    `))

  test('through goto and closures', () =>
    expectMarked(`
      name := "a"
    again:
      os.ReadFile(name) // finds go-tainted-path
      if name == "a" { name = r.FormValue("name"); goto again }
      read := func(more string) { os.ReadFile(name + more) } // finds go-tainted-path
      read("x")
    `))

  test('into what is deferred or runs beside it', () =>
    expectMarked(`
      defer os.Remove(r.FormValue("a")) // finds go-tainted-path
      go func(name string) { os.Remove(name) }(r.FormValue("b")) // finds go-tainted-path
      db.Exec(r.FormValue("c")) // finds go-tainted-sql
    `))
})

describe('Functions of the file', () => {
  test('hand on what they are given, by its place among several results', () =>
    expectMarked(
      `
      first, second := both(r.FormValue("a"))
      os.ReadFile(first)
      os.ReadFile(second) // finds go-tainted-path
    `,
      'func both(text string) (string, string) { return "a", strings.TrimSpace(text) }',
    ))

  test('have results with names', () =>
    expectMarked(
      `os.ReadFile(named(r.FormValue("a"))) // finds go-tainted-path`,
      'func named(text string) (result string) { result = text; return }',
    ))

  test('have sinks of their own, methods too', () =>
    expectMarked(
      `s := &Store{db: db}
       s.find(r.FormValue("a"))`,
      `type Store struct { db *sql.DB }
       func (s *Store) find(name string) { s.db.Exec("DELETE " + name) } // finds go-tainted-sql`,
    ))

  test('may throw it away', () =>
    expectMarked(`os.ReadFile(clean(r.FormValue("a")))`, 'func clean(text string) string { return "constant" }'))
})

describe('What makes it safe', () => {
  test.each([
    ['escaping', 'out := html.EscapeString(name)'],
    ['escaping of templates', 'out := template.HTMLEscapeString(name)'],
    ['a number', 'n, _ := strconv.Atoi(name); out := n'],
    ['comparing with a constant', 'out := "no"; if name == "admin" { out = name }'],
    ['JSON', 'out, _ := json.Marshal(name)'],
    ['another kind of answer', 'w.Header().Set("Content-Type", "application/json"); out := name'],
  ])('%s, for a page', (_, code) =>
    expectMarked(`name := r.FormValue("name"); ${code}; fmt.Fprintf(w, "<b>%v</b>", out)`),
  )

  test('only the last part of a path', () =>
    expectMarked(`
      name := r.FormValue("name")
      os.ReadFile(filepath.Join("uploads", filepath.Base(name)))
      os.ReadFile(filepath.Join("uploads", filepath.Clean(name))) // finds go-tainted-path
    `))

  test('asking whether it goes up', () =>
    expectMarked(`
      name := r.FormValue("name")
      if strings.Contains(name, "..") { return }
      os.ReadFile("uploads/" + name)
    `))

  test('a constant beginning of an address', () =>
    expectMarked(`
      http.Redirect(w, r, "/search?q="+r.FormValue("q"), http.StatusFound)
      http.Redirect(w, r, fmt.Sprintf("https://%s/", r.FormValue("host")), http.StatusFound) // finds go-tainted-redirect
      http.Redirect(w, r, fmt.Sprintf("https://example.com/%s", r.FormValue("page")), http.StatusFound)
    `))

  test('escaping for pages does not help a database', () =>
    expectMarked(
      `db.Exec("DELETE FROM t WHERE n='" + html.EscapeString(r.FormValue("n")) + "'") // finds go-tainted-sql`,
    ))

  test('text that does not begin like a page is told of more quietly', () =>
    expectMarked(`
      fmt.Fprintf(w, "Hello %s", r.FormValue("name")) // finds go-tainted-text
      io.WriteString(w, "<p>"+r.FormValue("name")) // finds go-tainted-html
      w.Write([]byte(r.FormValue("name"))) // finds go-tainted-html
    `))
})

test('Commands are followed into programs that are made as values', () =>
  expectMarked(`
    exec.Command("sh", "-c", "ping "+r.Header.Get("X-Host")).Run() // finds go-tainted-command
    command := exec.Cmd{Path: "/bin/ls", Args: []string{"ls", r.FormValue("folder")}} // finds go-tainted-command
    command.Run()
    line, _ := bufio.NewReader(r.Body).ReadString('\\n')
    exec.Command(line) // finds go-tainted-command
  `))

test('Frameworks bring requests in their own ways', async () => {
  const { found, marked } = await diagnoseMarked(
    'go',
    `package shop
    import (
      "github.com/gin-gonic/gin"
      "github.com/labstack/echo/v4"
      "github.com/gorilla/mux"
      "github.com/gofiber/fiber/v2"
      "gorm.io/gorm"
      "net/http"
      "os"
    )
    type Filter struct { Order string }
    func ginOne(db *gorm.DB) gin.HandlerFunc {
      return func(c *gin.Context) {
        var filter Filter
        if c.ShouldBindQuery(&filter) != nil { return }
        db.Order(filter.Order) // finds go-tainted-sql
        db.Where("name = ?", c.Query("name"))
        c.Redirect(302, c.Query("next")) // finds go-tainted-redirect
      }
    }
    func echoOne(c echo.Context) error {
      os.Remove(c.Param("name")) // finds go-tainted-path
      return c.HTML(200, "<p>"+c.QueryParam("q")) // finds go-tainted-html
    }
    func fiberOne(c *fiber.Ctx) error { return c.SendFile(c.Params("name")) } // finds go-tainted-path
    func muxOne(w http.ResponseWriter, r *http.Request) {
      vars := mux.Vars(r)
      http.Get("http://" + vars["host"]) // finds go-tainted-url
    }`,
    '/project/src/shop_test.go',
  )
  expect(found).toEqual(marked)
})

test('A package of the same name from elsewhere is another package', async () => {
  const { found } = await diagnoseMarked(
    'go',
    `package shop
    import ("example.com/exec"; "net/http")
    func handle(w http.ResponseWriter, r *http.Request) { exec.Command(r.FormValue("a")) }`,
  )
  expect(found).toEqual([])
})

test('A number that can be guessed matters where it is a secret, as a text too', async () => {
  const { found, marked } = await diagnoseMarked(
    'go',
    `package shop
    import ("math/rand"; "net/http"; "strconv"; "fmt")
    func handle(w http.ResponseWriter, r *http.Request) {
      token := strconv.Itoa(rand.Int())
      fmt.Fprintf(w, "<p>%s</p>", token)
      http.SetCookie(w, &http.Cookie{Name: "session", Value: token}) // finds go-guessable-secret
    }`,
  )
  expect(found).toEqual(marked)
})
