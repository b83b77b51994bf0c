package shop.basket

import shop.price.{Price, total => sum}
import shop.money._

/** What somebody wants to buy. */
case class Basket[T <: Price](items: List[T]) extends Priced {
  val count: Int = items.size
  // The sum of all prices.
  override def total(currency: Currency): Long = {
    def add(a: Long, b: Long) = a + b
    sum(items)
  }
}

trait Priced {
  def total(currency: Currency): Long
}

object Basket {
  def empty = Basket(Nil)
  type Prices = List[Price]
}
