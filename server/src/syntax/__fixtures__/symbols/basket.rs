use crate::price::{self, total as price_total, Price};
use super::money::*;
pub use std::collections::HashMap as Map;

/// What somebody wants to buy.
#[derive(Debug)]
pub struct Basket<T> {
    pub items: Vec<T>,
}

pub enum Size {
    Small,
    Large(u8),
}

pub trait Priced {
    const LIMIT: usize;
    fn total(&self, currency: Currency) -> u64;
}

impl<T: Priced> Priced for Basket<T> {
    /// The sum of all prices.
    fn total(&self, currency: Currency) -> u64 {
        fn add(a: u64, b: u64) -> u64 { a + b }
        0
    }
}

impl<T> Basket<T> where T: Clone {
    pub fn new() -> Self { Self { items: vec![] } }
}

macro_rules! basket {
    () => {};
}

mod inner {
    pub fn deep() {}
}
