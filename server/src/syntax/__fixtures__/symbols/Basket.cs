using System;
using Money = Shop.Money.Value;
using static System.Math;

namespace Shop.Baskets
{
    /// <summary>What somebody wants to buy.</summary>
    public class Basket<T> : IPriced where T : Price
    {
        private readonly List<T> items;
        public int Count { get; set; }
        public Basket(List<T> items) { this.items = items; }

        // The sum of all prices.
        public long Total(Currency currency) => items.Sum();
    }

    public interface IPriced { long Total(Currency currency); }
    public enum Size { Small, Large }
    public record Line(Price Price, int Count);
}
