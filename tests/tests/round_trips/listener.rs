//! `PgListener`: what is sent is a span; waiting for a notification is none, because nothing is sent.

use sqlspan_tests::{Expect, Fixture, Trace};
use sqlx::postgres::{PgListener, PgNotification};
use sqlx::{PgPool, Postgres};

struct Changes {
    pool: PgPool,
    listener: PgListener,
}

impl Changes {
    fn listener(&mut self) -> &mut PgListener {
        &mut self.listener
    }
}

#[sqlspan::repository]
impl Changes {
    async fn subscribe(&self, channel: &str) -> sqlx::Result<()> {
        let mut listener = PgListener::connect_with(&self.pool).await?;
        listener.listen("orders").await?;
        listener.listen(channel).await?;
        listener.listen("order lines").await?;
        listener.listen_all(["a", "b"]).await?;
        listener.unlisten("orders").await?;
        listener.unlisten_all().await
    }

    async fn next(&self) -> sqlx::Result<PgNotification> {
        let mut listener = PgListener::connect_with(&self.pool).await?;
        listener.listen("orders").await?;
        sqlx::query("SELECT pg_notify('orders', 'x')").execute(&self.pool).await?;
        listener.recv().await
    }

    async fn of_parameters(&mut self, listener: &mut PgListener) -> sqlx::Result<()> {
        listener.listen("lent").await?;
        self.listener.listen("field").await?;
        self.listener().listen("value").await?;
        self.listener().unlisten_all().await
    }

    async fn kept(&mut self) -> sqlx::Result<()> {
        let future = self.listener.listen("kept");
        future.await
    }
}

#[tokio::test]
async fn what_is_sent_is_a_span() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let listener = PgListener::connect_with(&db.pool).await.unwrap();
    let changes = Changes { pool: db.pool.clone(), listener };
    let trace = Trace::start("subscribe");
    trace.run(changes.subscribe("tenant-17")).await.unwrap();
    let expected = [
        Expect::span("LISTEN orders", "LISTEN \"orders\""),
        Expect::span("LISTEN", "").no_text(),
        Expect::span("LISTEN", "LISTEN \"order lines\""),
        Expect::span("LISTEN", "").no_text(),
        Expect::span("UNLISTEN orders", "UNLISTEN \"orders\""),
        Expect::span("UNLISTEN", "UNLISTEN *"),
    ];
    Expect::exactly(&expected, &trace, &db.server, "listener::Changes::subscribe");
}

#[tokio::test]
async fn waiting_for_a_notification_is_no_span() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let listener = PgListener::connect_with(&db.pool).await.unwrap();
    let changes = Changes { pool: db.pool.clone(), listener };
    let trace = Trace::start("next");
    assert_eq!(trace.run(changes.next()).await.unwrap().payload(), "x");
    let names: Vec<_> = trace.queries().into_iter().map(|span| span.name).collect();
    assert_eq!(names, ["LISTEN orders", "SELECT"]);
}

#[tokio::test]
async fn every_form_of_a_listener_is_known() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let mut lent = PgListener::connect_with(&db.pool).await.unwrap();
    let listener = PgListener::connect_with(&db.pool).await.unwrap();
    let mut changes = Changes { pool: db.pool.clone(), listener };
    let trace = Trace::start("parameters");
    trace.run(changes.of_parameters(&mut lent)).await.unwrap();
    let expected = [
        Expect::span("LISTEN lent", "LISTEN \"lent\"").system_only(),
        Expect::span("LISTEN field", "LISTEN \"field\"").system_only(),
        Expect::span("LISTEN value", "LISTEN \"value\"").system_only(),
        Expect::span("UNLISTEN", "UNLISTEN *").system_only(),
    ];
    Expect::exactly(&expected, &trace, &db.server, "Changes::of_parameters");
    let trace = Trace::start("kept");
    trace.run(changes.kept()).await.unwrap();
    let expected = [Expect::span("LISTEN kept", "LISTEN \"kept\"").system_only()];
    Expect::exactly(&expected, &trace, &db.server, "Changes::kept");
}
