const { Price, total: sum } = require('./price')
const path = require('path')
import fs, { readFile } from 'node:fs'

// Opens a basket.
function open(name, { strict = false } = {}) {
  return name
}

class Basket {
  count = 0
  add(item) {
    this.count++
  }
}

Basket.prototype.remove = function (item) {}
exports.load = async file => readFile(file)
export const close = () => undefined
