import { diagnoseMarked, servlet } from './marked-program.ts'

async function expectMarked(languageId: string, text: string): Promise<void> {
  const { found, marked } = await diagnoseMarked(languageId, text)
  expect(found.filter(one => one.includes('uncaught'))).toEqual(marked)
}

// The rule is looked for in every program, so that an alarm on those without it fails too.
const looked = (prefix: string, rule: string): string => `\n${prefix} The rule is looked for:\n${prefix} finds ${rule}`

describe('An exception that a request can cause', () => {
  const java = (body: string, members = ''): Promise<void> => expectMarked('java', servlet(body, members))

  test('is found in Java where nothing catches it', () =>
    java(`int page = Integer.parseInt(request.getParameter("page")); // finds java-uncaught-exception`))

  test('is found in what is called', () =>
    java(
      `show(request.getParameter("page"));`,
      `void show(String page) {
        use(Long.valueOf(page)); // finds java-uncaught-exception
      }`,
    ))

  test.each([
    [
      'it is caught',
      `try { use(Integer.parseInt(request.getParameter("page"))); } catch (NumberFormatException e) { answer(e); }`,
    ],
    [
      'who calls catches it',
      `try { show(request.getParameter("page")); } catch (NumberFormatException e) { answer(e); }`,
    ],
    ['the text is the own one', `use(Integer.parseInt("12"));`],
    [
      'the text is known',
      `String page = request.getParameter("page"); if (List.of("1", "2").contains(page)) use(Integer.parseInt(page));`,
    ],
  ])('is none in Java where %s', async (_, body) => {
    const { found } = await diagnoseMarked(
      'java',
      servlet(body, 'void show(String page) { use(Integer.parseInt(page)); }') +
        looked('//', 'java-uncaught-exception'),
    )
    expect(found).toEqual([])
  })

  test('is found in Python where nothing catches it', () =>
    expectMarked(
      'python',
      `from flask import request
import json
def page():
    number = int(request.args["page"]) # finds python-uncaught-exception
    return json.loads(request.args["filter"]) # finds python-uncaught-exception
`,
    ))

  test.each([
    ['it is caught', `try:\n        return int(request.args["page"])\n    except ValueError:\n        return 0`],
    ['the text is checked', `page = request.args["page"]\n    if page.isdigit():\n        return int(page)`],
    ['the framework makes it a number', `return int(request.args.get("page", type=int))`],
  ])('is none in Python where %s', async (_, body) => {
    const text = `from flask import request\ndef page():\n    ${body}\n${looked('#', 'python-uncaught-exception')}`
    expect((await diagnoseMarked('python', text)).found).toEqual([])
  })

  test('is found in JavaScript where nothing catches it', () =>
    expectMarked(
      'javascript',
      `const express = require('express')
const app = express()
app.get('/x', async (req, res) => {
  res.json(JSON.parse(req.query.filter)) // finds js-uncaught-exception
})
`,
    ))

  test('is none in JavaScript where it is caught', async () => {
    const text = `const express = require('express')
const app = express()
app.get('/x', async (req, res) => {
  try { res.json(JSON.parse(req.query.filter)) } catch { res.status(400).end() }
})
${looked('//', 'js-uncaught-exception')}`
    expect((await diagnoseMarked('javascript', text)).found).toEqual([])
  })
})
