"""What things cost."""


def subtotal(prices):
    """The sum of all prices."""
    return sum(prices)


def discount(prices, percent):
    """The sum of all prices, less a discount."""
    return subtotal(prices) * (100 - percent) / 100


def total(prices, vat=19):
    """The sum of all prices, with value added tax."""
