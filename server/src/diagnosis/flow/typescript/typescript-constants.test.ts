import { diagnoseMarked } from '../marked-program.ts'

async function expectMarked(text: string): Promise<void> {
  const { found, marked } = await diagnoseMarked('typescript', text)
  expect(found).toEqual(marked)
}

describe('A constant that is wrong in its place is found', () => {
  test('as a key that a variable holds', () =>
    expectMarked(`import tokens from 'jsonwebtoken'
import { JWK, JWT } from 'jose'
const secret = 'hard-coded-secret'
export function sign(user, given) {
  const key = JWK.asKey('raz-dva-tri')
  JWT.verify(user, key) // finds js-key-in-code
  const other = JWK.asKey(given)
  JWT.sign(user, other)
  const known = process.env.KEY
  tokens.sign(user, known)
  return tokens.sign(user, secret) // finds js-key-in-code
}
`))

  test('as a key in the options of a strategy', () =>
    expectMarked(`import { Strategy as JwtStrategy } from 'passport-jwt'
export function strategies(config) {
  const options = { secretOrKey: 'HARDCODED', issuer: 'x' }
  const own = { secretOrKey: config.key, issuer: 'x' }
  return [new JwtStrategy(own, check), new JwtStrategy(options, check)] // finds js-key-in-code
}
`))

  test('as an address without encryption', () =>
    expectMarked(`import axios from 'axios'
export async function orders() {
  const address = 'http://shop.example.com/orders'
  await fetch(address) // finds js-address-unencrypted
  const options = { url: address, method: 'post' }
  await axios(options) // finds js-address-unencrypted
  const near = 'http://localhost:8080/x'
  await fetch(near)
  const safe = 'https://shop.example.com/orders'
  return axios.get(safe)
}
`))
})

test('What a request brings is followed into documents, functions and queries', () =>
  expectMarked(`const express = require('express')
const vm = require('vm')
const wkhtmltopdf = require('wkhtmltopdf')
const AWS = require('aws-sdk')
const app = express()
app.get('/a', (req, res) => {
  wkhtmltopdf(req.query.page, { output: 'a.pdf' }) // finds js-tainted-url
  const run = vm.compileFunction(req.query.code, [], {}) // finds js-tainted-code
  const client = new AWS.DynamoDB.DocumentClient()
  client.query(req.body.params, done) // finds js-tainted-nosql
  client.query({ TableName: 'orders', ExpressionAttributeValues: { ':s': req.body.name } }, done)
  res.json(run)
})
`))
