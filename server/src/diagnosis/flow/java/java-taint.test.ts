import { diagnoseMarked, servlet } from '../marked-program.ts'

async function expectMarked(body: string, members = ''): Promise<void> {
  const { found, marked } = await diagnoseMarked('java', servlet(body, members))
  expect(found).toEqual(marked)
}

describe('What a request brings is followed to where it does harm', () => {
  test('through concatenation and variables', () =>
    expectMarked(`
      String id = request.getParameter("id");
      String sql = "SELECT * FROM t WHERE id = '" + id + "'";
      connection.createStatement().executeQuery(sql); // finds java-tainted-sql
    `))

  test('not through a bound parameter', () =>
    expectMarked(`
      PreparedStatement query = connection.prepareStatement("SELECT * FROM t WHERE id = ?");
      query.setString(1, request.getParameter("id"));
      query.executeQuery();
    `))

  test('not as a number', () =>
    expectMarked(`
      int id = Integer.parseInt(request.getParameter("id"));
      connection.createStatement().executeQuery("SELECT * FROM t WHERE id = " + id);
    `))

  test('through a string builder', () =>
    expectMarked(`
      StringBuilder text = new StringBuilder("ls ");
      text.append(request.getHeader("folder")).append(" -l");
      Runtime.getRuntime().exec(text.toString()); // finds java-tainted-command
    `))

  test('not where it has been replaced on every path', () =>
    expectMarked(`
      String name = request.getParameter("name");
      if (name != null) name = "x";
      else name = "y";
      new File(name);
    `))

  test('where one path keeps it', () =>
    expectMarked(`
      String name = request.getParameter("name");
      if (response.isCommitted()) name = "x";
      new File("uploads", name); // finds java-tainted-path
    `))

  test('not on a path that constants rule out', () =>
    expectMarked(`
      String name = request.getParameter("name");
      int number = 86;
      String file = (7 * 42) - number > 200 ? "constant" : name;
      new File(file);
    `))

  test('into the case that a constant chooses', () =>
    expectMarked(`
      String letters = "ABC";
      String file;
      switch (letters.charAt(1)) {
        case 'A': file = "a"; break;
        case 'B': file = request.getParameter("name"); break;
        default: file = "b";
      }
      new File(file); // finds java-tainted-path
    `))

  test('by the place in a list', () =>
    expectMarked(`
      List<String> values = new ArrayList<>();
      values.add("first");
      values.add(request.getParameter("name"));
      values.add("last");
      values.remove(0);
      new File(values.get(1));
      new File(values.get(0)); // finds java-tainted-path
    `))

  test('by the key of a map', () =>
    expectMarked(`
      Map<String, Object> values = new HashMap<>();
      values.put("a", "constant");
      values.put("b", request.getParameter("name"));
      new File((String) values.get("a"));
      new File((String) values.get("b")); // finds java-tainted-path
    `))

  test('through an element of an array and a loop over cookies', () =>
    expectMarked(`
      String value = "";
      for (Cookie cookie : request.getCookies()) {
        if (cookie.getName().equals("theme")) { value = cookie.getValue(); break; }
      }
      String[] command = {"sh", "-c", "echo " + value};
      Runtime.getRuntime().exec(command); // finds java-tainted-command
    `))

  test('through a lambda', () =>
    expectMarked(`
      Optional<String> name = Optional.ofNullable(request.getParameter("name"));
      response.getWriter().println(name.map(one -> "Hello " + one).orElse("")); // finds java-tainted-html
    `))

  test('out of a try block, and through finally', () =>
    expectMarked(`
      String name = "";
      try { name = request.getParameter("name"); }
      catch (RuntimeException error) { name = "x"; }
      finally { log("read"); }
      new FileInputStream(name).close(); // finds java-tainted-path
    `))
})

describe('Functions of the file', () => {
  test('hand on what they are given', () =>
    expectMarked(
      `new File(clean(request.getParameter("name"))); // finds java-tainted-path`,
      `String clean(String text) { return text.trim(); }`,
    ))

  test('may throw it away', () =>
    expectMarked(`new File(clean(request.getParameter("name")));`, `String clean(String text) { return "constant"; }`))

  test('have sinks of their own', () =>
    expectMarked(
      `show(response, request.getParameter("name"));`,
      `void show(HttpServletResponse response, String text) throws Exception {
        response.getWriter().print(text); // finds java-tainted-html
      }`,
    ))

  test('of a nested class keep it in a field', () =>
    expectMarked(
      `Holder holder = new Holder(request.getParameter("name"));
       new File(holder.name()); // finds java-tainted-path
       new File(holder.other());`,
      `static class Holder {
        private final String name; private String other = "x";
        Holder(String name) { this.name = name; }
        String name() { return name; }
        String other() { return other; }
      }`,
    ))

  test('end with calling each other', () =>
    expectMarked(
      `new File(first(request.getParameter("name"), 3)); // finds java-tainted-path`,
      `String first(String text, int count) { return count == 0 ? text : second(text, count); }
       String second(String text, int count) { return first(text, count - 1); }`,
    ))
})

describe('What makes it safe', () => {
  test.each([
    ['an encoder', 'String out = org.owasp.encoder.Encode.forHtml(name);'],
    ['another encoder', 'String out = org.springframework.web.util.HtmlUtils.htmlEscape(name);'],
    ['a list of what is allowed', 'String out = "no"; if (Set.of("a", "b").contains(name)) out = name;'],
    ['a pattern', 'if (!name.matches("[a-z]+")) return; String out = name;'],
    ['comparing with a constant', 'String out = "no"; if ("admin".equals(name)) out = name;'],
    ['a plain text answer', 'response.setContentType("text/plain"); String out = name;'],
  ])('%s, for a page', (_, code) =>
    expectMarked(`String name = request.getParameter("name"); ${code} response.getWriter().print(out);`),
  )

  test('an encoder for pages does not help a database', () =>
    expectMarked(`
      String name = org.owasp.encoder.Encode.forHtml(request.getParameter("name"));
      connection.createStatement().execute("DELETE FROM t WHERE n='" + name + "'"); // finds java-tainted-sql
    `))

  test('a path of one’s own before it, for a redirect', () =>
    expectMarked(`
      response.sendRedirect("/search?q=" + request.getParameter("q"));
      response.sendRedirect("https://" + request.getParameter("host")); // finds java-tainted-redirect
    `))
})

describe('Settings', () => {
  test('a cookie has to be marked on every path', () =>
    expectMarked(`
      Cookie cookie = new Cookie("a", "b");
      response.addCookie(cookie); // finds java-cookie-not-secure
      Cookie other = new Cookie("a", "b");
      other.setSecure(true);
      response.addCookie(other);
    `))

  test('the name of an algorithm may come through a variable', () =>
    expectMarked(
      `
      String name = "MD" + 5;
      java.security.MessageDigest.getInstance(name); // finds java-weak-hash
      java.security.MessageDigest.getInstance("SHA-256");
      javax.crypto.Cipher.getInstance(CIPHER); // finds java-weak-cipher
    `,
      'private static final String CIPHER = "DES/CBC/PKCS5Padding";',
    ))

  test('a random number matters where it is a secret', () =>
    expectMarked(`
      long number = new Random().nextLong();
      response.getWriter().print(number);
      request.getSession().setAttribute("token", Long.toString(number)); // finds java-guessable-token
      long secret = new java.security.SecureRandom().nextLong();
      request.getSession().setAttribute("token", Long.toString(secret));
    `))
})

test('what frameworks fill in comes from outside', async () => {
  const { found, marked } = await diagnoseMarked(
    'java',
    `import org.springframework.web.bind.annotation.*;
    import org.springframework.jdbc.core.JdbcTemplate;
    class Shop {
      private JdbcTemplate jdbc;
      @GetMapping("/order")
      Object order(@RequestParam String id, String other) {
        jdbc.queryForList("SELECT * FROM o WHERE id = " + other);
        return jdbc.queryForList("SELECT * FROM o WHERE id = " + id); // finds java-tainted-sql
      }
    }`,
  )
  expect(found).toEqual(marked)
})

test('a type of the same name from elsewhere is another type', async () => {
  const { found } = await diagnoseMarked(
    'java',
    `import com.example.Statement;
    import javax.servlet.http.HttpServletRequest;
    class A { void run(Statement statement, HttpServletRequest request) { statement.execute(request.getParameter("a")); } }`,
  )
  expect(found).toEqual([])
})
