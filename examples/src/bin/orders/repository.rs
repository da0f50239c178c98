//! The queries, as they are written with plain sqlx. `#[sqlspan::repository]` is the only line that is not sqlx.

use futures::stream::BoxStream;
use sqlx::{AnyPool, FromRow};

#[derive(FromRow)]
pub struct Customer {
    pub id: i64,
    pub name: String,
}

#[derive(FromRow)]
pub struct Product {
    pub sku: String,
    pub cents: i64,
}

#[derive(FromRow)]
pub struct Order {
    pub id: i64,
    pub cents: i64,
}

/// One line of an order.
pub struct Line {
    pub sku: String,
    pub quantity: i64,
}

/// On [`AnyPool`], so that the program runs on two databases. `PgPool` and the others work the same.
pub struct Orders {
    pool: AnyPool,
}

#[sqlspan::repository]
impl Orders {
    pub fn new(pool: AnyPool) -> Self {
        Self { pool }
    }

    pub async fn customer(&self, email: &str) -> sqlx::Result<Option<Customer>> {
        sqlx::query_as("SELECT id, name FROM customers WHERE email = $1").bind(email).fetch_optional(&self.pool).await
    }

    pub async fn products(&self) -> sqlx::Result<Vec<Product>> {
        sqlx::query_as("SELECT sku, cents FROM products WHERE stock > 0").fetch_all(&self.pool).await
    }

    /// A coupon serves each customer once: the second time is a unique violation.
    pub async fn redeem(&self, customer: &Customer, coupon: &str) -> sqlx::Result<()> {
        sqlx::query("INSERT INTO redemptions (customer_id, coupon) VALUES ($1, $2)")
            .bind(customer.id)
            .bind(coupon)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Writes the order, its lines and the stock in one transaction.
    pub async fn place(&self, customer: &Customer, lines: &[Line], cents: i64) -> sqlx::Result<i64> {
        let mut tx = self.pool.begin().await?;
        let order: i64 = sqlx::query_scalar("INSERT INTO orders (customer_id, cents) VALUES ($1, $2) RETURNING id")
            .bind(customer.id)
            .bind(cents)
            .fetch_one(&mut *tx)
            .await?;
        // An order has a few lines: a statement for each reads better than one for all of them.
        #[traced(allow(n_plus_one))]
        for line in lines {
            sqlx::query("INSERT INTO order_lines (order_id, sku, quantity) VALUES ($1, $2, $3)")
                .bind(order)
                .bind(&line.sku)
                .bind(line.quantity)
                .execute(&mut *tx)
                .await?;
            sqlx::query("UPDATE products SET stock = stock - $1 WHERE sku = $2")
                .bind(line.quantity)
                .bind(&line.sku)
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
        Ok(order)
    }

    /// The customer's orders, the newest first, as a stream.
    pub fn history(&self, customer: &Customer) -> BoxStream<'_, sqlx::Result<Order>> {
        sqlx::query_as(
            "SELECT id, cents
             FROM orders
             WHERE customer_id = $1
             ORDER BY id DESC",
        )
        .bind(customer.id)
        .fetch(&self.pool)
    }

    /// All orders, with the customer's number.
    pub async fn all(&self) -> sqlx::Result<Vec<Sold>> {
        sqlx::query_as("SELECT id, customer_id, cents FROM orders ORDER BY id").fetch_all(&self.pool).await
    }

    pub async fn customer_name(&self, id: i64) -> sqlx::Result<String> {
        sqlx::query_scalar("SELECT name FROM customers WHERE id = $1").bind(id).fetch_one(&self.pool).await
    }

    /// All orders, with the customer's name.
    pub async fn all_with_customers(&self) -> sqlx::Result<Vec<Entry>> {
        sqlx::query_as(
            "SELECT orders.id, customers.name AS customer, orders.cents
             FROM orders
             JOIN customers ON customers.id = orders.customer_id
             ORDER BY orders.id",
        )
        .fetch_all(&self.pool)
        .await
    }
}

/// An order, as it is stored.
#[derive(FromRow)]
pub struct Sold {
    pub id: i64,
    pub customer_id: i64,
    pub cents: i64,
}

/// An order, as it is listed.
#[derive(Debug, FromRow, PartialEq, Eq)]
pub struct Entry {
    pub id: i64,
    pub customer: String,
    pub cents: i64,
}
