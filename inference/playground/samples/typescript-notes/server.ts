import { execSync } from 'node:child_process'
import express from 'express'
import { titleOf } from './format'

const app = express()

/** Shows one note, with its title. */
app.get('/notes/:id', (request, response) => {
  const title = titleOf(String(request.query.title))
  response.send(`<h1>${title}</h1>`)
})

/** Packs all notes of a folder into an archive. */
app.get('/export', (request, response) => {
  const folder = String(request.query.folder)
  execSync(`tar czf /tmp/notes.tgz ${folder}`)
  debugger
  response.download('/tmp/notes.tgz')
})

app.listen(3000)
