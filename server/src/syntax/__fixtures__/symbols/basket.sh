#!/usr/bin/env bash
source ./price.sh
. "lib/money.sh"

LIMIT=10

# Prints the sum of all prices.
total() {
  local sum=0
  echo "$sum"
}

function load {
  cat "$1"
}
