//! Where an interpolated text may stand.

use super::{INTERPOLATED, Shape};

pub(super) const SHAPES: &[Shape] = &[
    (
        "the condition of `while let`",
        "while let Some(_) = sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).fetch_optional(pool).await? {}",
        INTERPOLATED,
    ),
    (
        "a chain of `let` in a condition",
        "if id > 0 && let Ok(_) = sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).execute(pool).await {}",
        INTERPOLATED,
    ),
    (
        "`let .. else`",
        "let Some(_) = sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).fetch_optional(pool).await? else { return Ok(()) };",
        INTERPOLATED,
    ),
    (
        "the guard of an arm",
        "match id { n if sqlx::query(AssertSqlSafe(format!(\"SELECT {n}\"))).execute(pool).await.is_ok() => {} _ => {} }",
        INTERPOLATED,
    ),
    (
        "the value of `return`",
        "return sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).execute(pool).await.map(drop);",
        INTERPOLATED,
    ),
    (
        "the value of `break`",
        "let rows = loop { break sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).fetch_all(pool).await?; };",
        INTERPOLATED,
    ),
    (
        "an argument of another call",
        "print(sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).execute(pool).await?);",
        INTERPOLATED,
    ),
    (
        "a field of a struct expression",
        "let order = Order { rows: sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).fetch_all(pool).await? };",
        INTERPOLATED,
    ),
    (
        "an index",
        "let row = &sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).fetch_all(pool).await?[0];",
        INTERPOLATED,
    ),
    (
        "a range",
        "for _ in 0..sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).fetch_all(pool).await?.len() {}",
        INTERPOLATED,
    ),
    (
        "both sides of `+`",
        "let n = sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).fetch_all(pool).await?.len() + 1;",
        INTERPOLATED,
    ),
    (
        "a local with a type",
        "let sql: String = format!(\"SELECT {id}\"); sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a local that is initialised later",
        "let sql; sql = format!(\"SELECT {id}\"); sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a tuple that is taken apart",
        "let (sql, n) = (format!(\"SELECT {id}\"), 1); sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "an assignment to a tuple",
        "let (mut sql, mut n) = (String::new(), 0); (sql, n) = (format!(\"SELECT {id}\"), 1); sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a binding by reference",
        "let sql = &format!(\"SELECT {id}\"); sqlx::query(AssertSqlSafe(sql.as_str())).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a choice between locals",
        "let a = format!(\"SELECT {id}\"); let b = \"SELECT 1\".to_owned(); let sql = if id > 0 { &a } else { &b }; sqlx::query(AssertSqlSafe(sql.as_str())).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "an unsafe block",
        "sqlx::query(AssertSqlSafe(unsafe { format!(\"SELECT {id}\") })).execute(pool).await?;",
        INTERPOLATED,
    ),
    ("two blocks", "sqlx::query(AssertSqlSafe({ { format!(\"SELECT {id}\") } })).execute(pool).await?;", INTERPOLATED),
    // Slipped through: reported as dynamic, without the proposal.
    (
        "a local of a block",
        "sqlx::query(AssertSqlSafe({ let sql = format!(\"SELECT {id}\"); let text = &sql; text.clone() })).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a closure",
        "let ask = |id: i64| sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).execute(pool); ask(id).await?;",
        INTERPOLATED,
    ),
    (
        "an async closure",
        "let ask = async |id: i64| sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).execute(pool).await; ask(id).await?;",
        INTERPOLATED,
    ),
    ("`vec!`", "let futures = vec![sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).execute(pool)];", INTERPOLATED),
    (
        "an arm of `select!`",
        "tokio::select! { rows = sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).execute(pool) => { rows?; } }",
        INTERPOLATED,
    ),
    (
        "the handler of `select!`",
        "tokio::select! { () = wait() => { sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).execute(pool).await?; } }",
        INTERPOLATED,
    ),
    // Slipped through, as the next five: dynamic, for it was a call like any other.
    (
        "`Cow`",
        "sqlx::query(AssertSqlSafe(Cow::from(format!(\"SELECT {id}\")).into_owned())).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a variant",
        "sqlx::query(AssertSqlSafe(Cow::Owned(format!(\"SELECT {id}\")))).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "`Arc`",
        "sqlx::query(AssertSqlSafe(Arc::<str>::from(format!(\"SELECT {id}\")))).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "methods that make another text",
        "sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\").trim().to_uppercase())).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "`Option`",
        "sqlx::query(AssertSqlSafe(Some(format!(\"SELECT {id}\")).unwrap())).execute(pool).await?;",
        INTERPOLATED,
    ),
    ("`dbg!`", "sqlx::query(AssertSqlSafe(dbg!(format!(\"SELECT {id}\")))).execute(pool).await?;", INTERPOLATED),
    (
        "`std::mem::take`",
        "let mut sql = format!(\"SELECT {id}\"); sqlx::query(AssertSqlSafe(std::mem::take(&mut sql))).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a sum that is assigned",
        "let mut sql = String::from(\"SELECT 1\"); sql = sql + name; sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "growth in a loop",
        "let mut sql = String::from(\"SELECT 1\"); for _ in ids { sql.push_str(name); } sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "growth in a closure",
        "let mut sql = String::from(\"SELECT 1\"); ids.iter().for_each(|_| sql.push_str(name)); sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "growth in an arm",
        "let mut sql = String::from(\"SELECT 1\"); match id { 0 => sql.push_str(name), _ => {} } sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a piece in a closure of a builder",
        "let mut b = QueryBuilder::new(\"INSERT INTO orders (id) \"); b.push_values(ids, |mut row, id| { row.push(format!(\"{id}\")); }); b.build().execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a chain of a builder",
        "QueryBuilder::new(\"SELECT id FROM orders WHERE id = \").push(format_args!(\"{id}\")).build().execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a constant of the block",
        "sqlx::query(AssertSqlSafe(format!(\"SELECT {} FROM orders\", Self::COLUMNS))).execute(pool).await?;",
        INTERPOLATED,
    ),
    // Slipped through: builders of callers were not followed.
    (
        "a builder that a closure is given",
        "let narrow = |b: &mut QueryBuilder<Postgres>| { b.push(format!(\"{id}\")); }; sqlx::query(\"SELECT 1\").execute(pool).await?;",
        INTERPOLATED,
    ),
    // Slipped through: it was reported as a query of somebody else's, without a word about its text.
    (
        "an imported builder under another name",
        "use sqlx::QueryBuilder as Text; let mut b = Text::<Postgres>::new(\"SELECT \"); b.push(format!(\"{id}\")); b.build().execute(pool).await?;",
        INTERPOLATED,
    ),
    // Slipped through: it was taken for a constant, which the compiler refused in words of its own.
    (
        "`format!` of a crate with small strings",
        "sqlx::query(AssertSqlSafe(format_compact!(\"SELECT {id}\"))).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a local in capitals",
        "let SQL = format!(\"SELECT {id}\"); sqlx::query(AssertSqlSafe(SQL)).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "texts in the head of a loop",
        "for sql in [format!(\"SELECT {id}\")] { sqlx::query(AssertSqlSafe(sql)).execute(pool).await?; }",
        INTERPOLATED,
    ),
    (
        "`if let` with an end of the function",
        "let sql = if let Some(x) = ids.first() { format!(\"SELECT {x}\") } else { return Ok(()) }; sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "patterns of a slice",
        "let sql = match ids { [] => \"SELECT 1\".into(), [x, ..] => format!(\"SELECT {x}\") }; sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a separator",
        "let mut b = QueryBuilder::new(\"SELECT \"); let mut list = b.separated(format!(\"{name}\")); list.push_bind(1); b.build().execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a query that is initialised later",
        "let query; query = sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))); query.execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a choice between queries",
        "let query = if id > 0 { sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))) } else { sqlx::query(\"SELECT 1\") }; query.execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a boxed future",
        "Box::pin(sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).execute(pool)).await?;",
        INTERPOLATED,
    ),
    (
        "a block with statements as an argument",
        "tokio::spawn({ let pool = pool.clone(); async move { sqlx::query(AssertSqlSafe(format!(\"SELECT {id}\"))).execute(&pool).await } });",
        INTERPOLATED,
    ),
    (
        "a path from the root",
        "::sqlx::query::query(AssertSqlSafe(format!(\"SELECT {id}\"))).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "the database in a turbofish",
        "sqlx::query::<Postgres>(AssertSqlSafe(format!(\"SELECT {id}\"))).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a prepared statement",
        "let prepared = pool.prepare(AssertSqlSafe(format!(\"SELECT {id}\")).into_sql_str()).await?; prepared.query().fetch_all(pool).await?;",
        INTERPOLATED,
    ),
    (
        "one of two by `#[cfg]`",
        "#[cfg(windows)] let sql = format!(\"SELECT {id}\"); #[cfg(not(windows))] let sql = \"SELECT 1\"; sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        INTERPOLATED,
    ),
    // The rest of the rows R03, R06, R08, R10.
    (
        "a slice of a text",
        "let sql = format!(\"SELECT {id}\"); sqlx::query(AssertSqlSafe(&sql[..])).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "`as_ref` and `into`",
        "let sql: String = format!(\"SELECT {id}\").into(); let text: &str = sql.as_ref(); sqlx::query(AssertSqlSafe(text)).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a character that is pushed",
        "let mut sql = String::from(\"SELECT 1\"); sql.push(sign); sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "`replacen`",
        "sqlx::query(AssertSqlSafe(\"SELECT ?\".replacen('?', name, 1))).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "`replace_range`",
        "let mut sql = String::from(\"SELECT 1\"); sql.replace_range(7.., name); sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "`fmt::format`",
        "sqlx::query(AssertSqlSafe(std::fmt::format(format_args!(\"SELECT {id}\")))).execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "`alloc::format!`",
        "sqlx::query(AssertSqlSafe(alloc::format!(\"SELECT {id}\"))).execute(pool).await?;",
        INTERPOLATED,
    ),
];
