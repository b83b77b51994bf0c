import Foundation
import struct Shop.Price

/// What somebody wants to buy.
public struct Basket<T: Price>: Priced {
    public var items: [T] = []
    private var secret = 0

    public init(items: [T]) { self.items = items }

    /// The sum of all prices.
    public func total(currency: Currency) throws -> Int {
        return 0
    }
}

protocol Priced {
    func total(currency: Currency) throws -> Int
}

extension Basket {
    func add(_ item: T) {}
}

enum Size { case small, large }
typealias Prices = [Price]
func load(path: String) -> Basket<Price>? { nil }
