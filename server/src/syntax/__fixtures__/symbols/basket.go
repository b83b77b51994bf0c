package basket

import (
	"fmt"
	money "example.com/shop/money/v2"
	. "example.com/shop/price"
)

// Limit is how many there may be.
const Limit = 10

var (
	empty = Basket{}
)

// Basket is what somebody wants to buy.
type Basket struct {
	Items []Price
	count int
}

type Priced interface {
	Total(currency money.Currency) (int64, error)
}

type ID = string

// Total is the sum of all prices.
func (b *Basket) Total(currency money.Currency) (int64, error) {
	return 0, fmt.Errorf("no")
}

func (s Set[T]) Add(item T) {}

func Load[T any](path string) (*Basket, error) {
	return nil, nil
}
