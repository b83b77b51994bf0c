require 'json'
require_relative '../price'

module Shop
  LIMIT = 10

  # What somebody wants to buy.
  class Basket < Base
    attr_reader :items

    def initialize(items)
      @items = items
    end

    # The sum of all prices.
    def total(currency: :eur)
      items.sum
    end

    def self.load(path, strict: false)
      new(JSON.parse(path))
    end
  end
end
