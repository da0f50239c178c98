//! What is proposed in the place of a loop never names a value that only the loop finds out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use sqlspan_analysis::{Lint, repository};

/// Loops in which `QUERY` runs with `VALUE` bound, and that value.
const AWAITED: &[(&str, &str)] = &[
    ("for id in ids { let name = find(*id).await?; QUERY }", "name"),
    ("for id in ids { let name = { find(*id).await? }; QUERY }", "name"),
    ("for id in ids { if let Some(name) = find(*id).await? { QUERY } }", "name"),
    ("for id in ids { while let Some(name) = find(*id).await? { QUERY } }", "name"),
    ("for id in ids { match find(*id).await? { Some(name) => { QUERY } None => {} } }", "name"),
    ("for id in ids { let Some(name) = find(*id).await? else { continue }; QUERY }", "name"),
    ("for id in ids { let (name, _) = (find(*id).await?, 1); let other = name; QUERY }", "other"),
    ("for id in ids { let found = find(*id); let name = found.await?; QUERY }", "name"),
    ("for id in ids { let name; name = find(*id).await?; QUERY }", "(id, name)"),
    ("for id in ids { let mut name = String::new(); name.push_str(&find(*id).await?); QUERY }", "(id, name)"),
    ("for id in ids { let mut order = Order::new(); order.name = find(*id).await?; QUERY }", "(id, order.name)"),
    ("for id in ids { let mut name = String::new(); read(&mut name).await?; QUERY }", "id + name.len()"),
    ("for id in ids { let mut name = String::new(); file.read(&mut name).await?; let key = (id, name); QUERY }", "key"),
    ("for id in ids { QUERY }", "find(*id).await?"),
    ("for id in ids { QUERY }", "tokio::join!(find(*id)).0"),
    ("for id in ids { let (name, _) = tokio::join!(find(*id), find(2)); QUERY }", "name"),
    ("for id in ids { let name = futures::try_join!(find(*id))?.0; QUERY }", "name"),
];

const KNOWN_BEFORE: &[(&str, &str)] = &[
    ("for id in ids { QUERY }", "id"),
    ("for id in ids { QUERY }", "id + 1"),
    ("for id in ids { let key = id.to_string(); QUERY }", "key"),
    ("for id in ids { let key = format!(\"k{}\", id); QUERY }", "key"),
    ("for id in ids { let key = [\"k\", id].join(\"-\"); QUERY }", "key"),
    ("for id in ids { send(id).await?; QUERY }", "id"),
    ("for id in ids { QUERY; log(&mut out).await?; }", "id"),
    ("for order in orders { let found = find(order).await?; QUERY }", "order.id"),
];

fn said_of(body: &str, value: &str) -> String {
    let query = format!("sqlx::query(\"SELECT name FROM orders WHERE id = $1\").bind({value}).fetch_one(pool).await?;");
    let body = body.replace("QUERY", &query);
    let source = format!(
        "impl Orders {{ async fn run(&self, pool: &PgPool, ids: &[i64], orders: &[Order]) -> R {{ {body} }} }}"
    );
    let item = syn::parse_str(&source).unwrap_or_else(|error| panic!("{body}: {error}"));
    let model = repository("dialect = postgres".parse().unwrap(), &item, None);
    let of_lint = model.diagnostics.iter().filter_map(|diagnostic| diagnostic.finding());
    let said: Vec<_> = of_lint.filter(|finding| finding.lint == Lint::NPlusOne).collect();
    let [finding] = said[..] else { panic!("{body}: {:?}", model.diagnostics) };
    finding.message.clone()
}

#[test]
fn a_value_that_the_round_awaits_is_in_no_proposal() {
    for (body, value) in AWAITED {
        let said = said_of(body, value);
        assert!(!said.contains("ask once"), "{body}, {value}: {said}");
        assert!(said.contains("ask for all of them in one query before the loop"), "{body}, {value}: {said}");
    }
}

#[test]
fn a_value_that_is_known_before_is_proposed() {
    for (body, value) in KNOWN_BEFORE {
        let said = said_of(body, value);
        assert!(
            said.contains("ask once, before the loop: `SELECT name FROM orders WHERE id = ANY($1)`"),
            "{body}: {said}"
        );
    }
}
