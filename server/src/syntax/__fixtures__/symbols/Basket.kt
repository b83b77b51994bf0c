package shop.basket

import shop.price.*
import shop.money.Currency as Money

/** What somebody wants to buy. */
data class Basket<T : Price>(val items: List<T>) : Priced {
    val count: Int = 0

    // The sum of all prices.
    override fun total(currency: Money): Long {
        return items.sumOf { it.price }
    }

    companion object {
        fun empty() = Basket<Price>(emptyList())
    }
}

interface Priced {
    fun total(currency: Money): Long
}

object Shop {
    val name = "shop"
}

enum class Size {
    SMALL,
    LARGE,
}

typealias Prices = List<Price>

fun String.toPrice(): Price = Price(this)
