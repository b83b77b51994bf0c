from __future__ import annotations
import os.path as paths, json
from .prices import (
    Price,
    total as price_total,
)

LIMIT = 10

# How many there may be.
class Basket(Base):
    """What somebody wants to buy.

    More about it.
    """
    items: list[Price] = []
    open = True

    @property
    def total(self, currency: str = "EUR") -> Price:
        def add(a, b):
            return a + b
        return reduce(add, self.items)

async def load(
    path: str,
    *,
    strict: bool = False,
) -> Basket: ...
