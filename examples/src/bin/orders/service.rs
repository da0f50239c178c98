//! What the service does with a request. Nothing here knows SQL or telemetry, except for one span around the writes.

use std::fmt;

use futures::TryStreamExt as _;
use opentelemetry::trace::SpanKind;

use crate::repository::{Line, Orders};
use crate::span::in_span;

pub struct NewOrder {
    pub email: String,
    pub coupon: Option<String>,
    pub lines: Vec<Line>,
}

pub struct Receipt {
    pub customer: String,
    pub order: i64,
    pub cents: i64,
    pub discount: Discount,
    /// All orders of the customer, with this one, and what they cost together.
    pub orders: Vec<i64>,
    pub cents_in_all: i64,
}

pub enum Discount {
    None,
    TenPercent,
    AlreadyUsed,
}

pub struct OrderService {
    repository: Orders,
}

impl OrderService {
    pub fn new(repository: Orders) -> Self {
        Self { repository }
    }

    pub async fn place(&self, request: &NewOrder) -> Result<Receipt, PlaceError> {
        let customer = self.repository.customer(&request.email).await?.ok_or(PlaceError::UnknownCustomer)?;

        let products = self.repository.products().await?;
        let mut cents = 0;
        for line in &request.lines {
            let product = products.iter().find(|product| product.sku == line.sku).ok_or(PlaceError::SoldOut)?;
            cents += product.cents * line.quantity;
        }

        let discount = match &request.coupon {
            None => Discount::None,
            Some(coupon) => match self.repository.redeem(&customer, coupon).await {
                Ok(()) => Discount::TenPercent,
                Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Discount::AlreadyUsed,
                Err(error) => return Err(error.into()),
            },
        };
        if matches!(discount, Discount::TenPercent) {
            cents -= cents / 10;
        }

        let write = self.repository.place(&customer, &request.lines, cents);
        let order = in_span("place order", SpanKind::Internal, [], write).await.map_err(|error| match error {
            sqlx::Error::Database(error) if error.is_foreign_key_violation() => PlaceError::Withdrawn,
            error => error.into(),
        })?;

        let (mut orders, mut cents_in_all) = (Vec::new(), 0);
        let mut history = self.repository.history(&customer);
        while let Some(placed) = history.try_next().await? {
            orders.push(placed.id);
            cents_in_all += placed.cents;
        }
        Ok(Receipt { customer: customer.name, order, cents, discount, orders, cents_in_all })
    }
}

/// Why an order was not placed.
#[derive(Debug)]
pub enum PlaceError {
    UnknownCustomer,
    SoldOut,
    Withdrawn,
    Database(sqlx::Error),
}

impl From<sqlx::Error> for PlaceError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl fmt::Display for PlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCustomer => f.write_str("no customer has this e-mail address"),
            Self::SoldOut => f.write_str("a product is unknown or sold out"),
            Self::Withdrawn => f.write_str("a product has left the catalogue, says a foreign key that COMMIT checks"),
            Self::Database(error) => write!(f, "{error}"),
        }
    }
}
