"""A shopping basket."""


class Basket:
    def __init__(self):
        self.prices = []

    def add(self, price):
        self.prices.append(price)

    def total(self):
        """Return the sum of all prices."""
        return 
