package shop.basket;

import java.util.*;
import shop.price.Price;
import static shop.price.Prices.sum;

/**
 * What somebody wants to buy.
 * @param <T> of what kind
 */
@Entity
public class Basket<T extends Price> implements Priced {
    private static final int LIMIT = 10;
    protected final List<T> items;

    public Basket(List<T> items) { this.items = items; }

    /** The sum of all prices. */
    @Override
    public long total(Currency currency) throws PriceException {
        return sum(items);
    }

    private void secret() {}

    enum Size { SMALL, LARGE }
    public record Line(Price price, int count) {}
}

interface Priced { long total(Currency currency) throws PriceException; }
