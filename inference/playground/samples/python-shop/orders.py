"""Reads orders from the database."""

import sqlite3


def find_orders(customer):
    """Every order of a customer."""
    connection = sqlite3.connect("shop.db")
    connection.row_factory = sqlite3.Row
    query = f"SELECT id, price FROM orders WHERE customer = '{customer}'"
    return [dict(row) for row in connection.execute(query)]


def shipping(weight, country, is_express, is_gift):
    """What it costs to send a parcel."""
    cost = 0
    if country == "DE":
        if weight < 2:
            cost = 4
        elif weight < 10:
            cost = 7
        else:
            cost = 12
        if is_express:
            cost = cost + 5 if weight < 10 else cost + 9
    elif country in ("FR", "NL", "AT"):
        cost = 9
        for step in range(int(weight)):
            if step > 2:
                cost += 1 if not is_express else 2
    else:
        cost = 25
        if is_express and weight > 5:
            cost += 20
    if is_gift and cost > 0:
        cost += 3
    return cost
