import { diagnoseMarked } from '../marked-program.ts'

async function expectMarked(functions: string, path = '/project/shop/values.go'): Promise<void> {
  const { found, marked } = await diagnoseMarked(
    'go',
    `package shop
import ("database/sql"; "encoding/json"; "errors"; "io"; "log"; "net/http"; "os")
type User struct { Name string; Next *User }
${functions}`,
    path,
  )
  expect(found).toEqual(marked)
}

describe('nil', () => {
  test('is found in a pointer and a map that nobody has made', () =>
    expectMarked(`func a() string {
      var counts map[string]int
      counts["a"] = 1 // finds null-dereference
      var user *User
      return user.Name // finds null-dereference
    }`))

  test('is found in the branch that says so', () =>
    expectMarked(`func a(user *User, err error) string {
      if user == nil { return user.Name } // finds null-dereference
      if err == nil { return err.Error() } // finds null-dereference
      return ""
    }`))

  test('is found in a result where there is an error', () =>
    expectMarked(`func a(url string) error {
      answer, err := http.Get(url)
      if err != nil { log.Print(answer.Status); return err } // finds null-dereference
      return answer.Body.Close()
    }`))

  test.each([
    ['a nil map is only read', 'var m map[string]int; n := m["a"]; use(n)'],
    [
      'it has been made',
      'var m map[string]int; if c { m = map[string]int{} } else { m = make(map[string]int) }; m["a"] = 1',
    ],
    ['a slice grows', 'var s []string; s = append(s, "a"); use(s[0])'],
    ['somebody else may fill it in', 'var u *User; json.Unmarshal(nil, &u); use(u.Name)'],
    ['a closure gives it a value', 'var u *User; run(func() { u = &User{} }); use(u.Name)'],
    ['a loop may give it a value', 'var u *User; for _, one := range all { if u != nil { use(u.Name) }; u = one }'],
    ['a method may be called on it', 'var u *User; u.Show()'],
    ['it is a struct', 'var u User; use(u.Name)'],
    ['the program has ended', 'var u *User; if c { u = &User{} }; if u == nil { log.Fatal("x") }; use(u.Name)'],
  ])('is not reported where %s', (_, body) => expectMarked(`func a(c bool, all []*User) { ${body} }`))
})

describe('A result', () => {
  test('is not to be used before its error is looked at', () =>
    expectMarked(`func a(url string) error {
      answer, err := http.Get(url)
      defer answer.Body.Close() // finds used-before-error-check
      if err != nil { return err }
      return nil
    }`))

  test.each([
    ['compared', 'if err != nil { return err }'],
    ['handed to somebody', 'check(err)'],
    ['asked what it is', 'if errors.Is(err, io.EOF) { return nil }'],
  ])('may be used after its error has been %s', (_, check) =>
    expectMarked(`func a(url string) error {
      answer, err := http.Get(url)
      ${check}
      defer answer.Body.Close()
      return nil
    }`),
  )
})

describe('What is opened', () => {
  test('and never closed is found', () =>
    expectMarked(`func a(name string) ([]byte, error) {
      file, err := os.Open(name) // finds resource-not-closed
      if err != nil { return nil, err }
      return io.ReadAll(file)
    }`))

  test('and closed on one path only is found', () =>
    expectMarked(`func a(db *sql.DB, c bool) error {
      rows, err := db.Query("SELECT 1") // finds resource-not-closed
      if err != nil { return err }
      if c { return nil }
      return rows.Close()
    }`))

  test('with an answer is its body', () =>
    expectMarked(`func a(client *http.Client, request *http.Request) error {
      answer, err := client.Do(request) // finds resource-not-closed
      if err != nil { return err }
      return json.NewDecoder(answer.Body).Decode(nil)
    }`))

  test.each([
    ['`defer`', 'defer file.Close(); return use(file)'],
    ['a deferred function', 'defer func() { if e := file.Close(); e != nil { log.Print(e) } }(); return nil'],
    ['whoever gets it', 'return use(file)'],
    ['whoever keeps it', 's.file = file; return nil'],
    ['whoever it is sent to', 'files <- file; return nil'],
    ['whoever runs beside', 'go func() { defer file.Close(); io.ReadAll(file) }(); return nil'],
    ['whoever has the struct', 'return run(&holder{file: file})'],
  ])('is closed by %s', (_, body) =>
    expectMarked(`func (s *holder) a(name string, files chan *os.File) error {
      file, err := os.Open(name)
      if err != nil { return err }
      ${body}
    }
    type holder struct { file *os.File }`),
  )

  test('is closed by whoever calls', () =>
    expectMarked(`func open(name string) (*os.File, error) {
      file, err := os.Open(name)
      if err != nil { return nil, err }
      return file, nil
    }
    func twice(name string) (file *os.File, err error) { file, err = os.Open(name); return }`))

  test('does no harm in a test', () =>
    expectMarked(`func a() { file, _ := os.Open("x"); io.ReadAll(file) }`, '/project/shop/values_test.go'))
})

test('An error that another takes the place of before anybody has looked is found', () =>
  expectMarked(`func a() error {
    first, err := json.Marshal(1) // finds dead-store
    second, err := json.Marshal(2)
    if err != nil { return err }
    return use(first, second)
  }`))
