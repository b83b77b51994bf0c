import type { Price } from './price.js'
import currencies, { type Currency, euro as standard } from '../money'
import * as path from 'node:path'
export * from './totals'
export { default as Shop } from './shop'

/** What somebody wants to buy. Nothing is paid yet. */
export class Basket<T extends Price = Price> extends List<T> implements Priced {
  #items: T[] = []
  readonly limit = 10
  private secret(): void {}
  /**
   * The sum of all prices.
   * @returns in cents
   */
  total(currency: Currency): number {
    function add(a: number, b: number) {
      return a + b
    }
    return this.#items.map(item => item.price).reduce(add)
  }
}

export interface Priced {
  price: number
  inCurrency(currency: Currency): number
}

export type Prices = Record<string, Price>
export enum Size { Small, Large }
export const empty = (): Basket => new Basket()
export const limits = { low: 1, high: 10 }
const local = 1
declare function external(name: string): void
namespace Inner {
  export function deep(): void {}
}
