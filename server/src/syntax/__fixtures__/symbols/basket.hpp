#pragma once
#include <vector>
#include "price.hpp"

namespace shop {

/// What somebody wants to buy.
template <typename T>
class Basket : public Priced {
public:
    explicit Basket(std::vector<T> items);
    virtual ~Basket();
    /// The sum of all prices.
    long total(const Currency &currency) const override;
    T &operator[](int index);
    int count = 0;
private:
    std::vector<T> items_;
};

using Prices = std::vector<Price>;

template <typename T>
long Basket<T>::total(const Currency &currency) const {
    return 0;
}

inline Basket<Price> *load(const char *path) { return nullptr; }

template <>
struct Rate<Basket<std::vector<Price>>> {
    double of(const Price &price) const;
};

SHOP_API long SHOP_CALL count(const Prices &prices);

}
