//! `GET /orders`, twice: as it was written first, with a fault that no compiler sees, and mended. `tests/queries.rs` tells
//! them apart.

use crate::repository::{Entry, Orders};

/// One query for the orders, and one for the customer of each.
pub async fn one_by_one(orders: &Orders) -> sqlx::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for order in orders.all().await? {
        let customer = orders.customer_name(order.customer_id).await?;
        entries.push(Entry { id: order.id, customer, cents: order.cents });
    }
    Ok(entries)
}

/// One query for both.
pub async fn at_once(orders: &Orders) -> sqlx::Result<Vec<Entry>> {
    orders.all_with_customers().await
}
