"""A small shop: customers look up their orders."""

from flask import Flask, request

from orders import find_orders
from prices import total

app = Flask(__name__)


@app.get("/orders")
def orders():
    """The orders of one customer."""
    customer = request.args.get("customer", "")
    rows = find_orders(customer)
    return {"orders": rows, "total": total([row["price"] for row in rows])}


@app.get("/shipping/<country>")
def shipping_to(country):
    """What it costs to send an order there."""
    weight = float(request.args.get("weight", "1"))
    return {"country": country, "weight": weight}


if __name__ == "__main__":
    app.run(debug=True)
