//! Shapes beyond the checklist, one kind of syntax each, with what is said of them. Those that slipped through at first
//! say so.

use crate::expand;

/// What the lints say of a body: their names, in order, each once.
fn said(body: &str) -> Vec<String> {
    let source = format!(
        "impl Orders {{
            const COLUMNS: &'static str = \"id\";
            async fn find(&self, id: i64) -> sqlx::Result<i64> {{
                sqlx::query_scalar(\"SELECT id FROM orders WHERE id = $1\").bind(id).fetch_one(&self.pool).await
            }}
            async fn run(&self, pool: &PgPool, id: i64, name: &str, ids: &[i64]) -> sqlx::Result<()> {{ {body} }}
        }}"
    );
    let expanded = expand::repository("dialect = postgres".parse().unwrap(), super::tokens(&source)).to_string();
    let mut names: Vec<String> = Vec::new();
    for part in expanded.split("sqlspan::").skip(1) {
        let name: String = part.chars().take_while(|char| char.is_ascii_lowercase() || *char == '_').collect();
        if sqlspan_analysis::Lint::ALL.iter().any(|lint| lint.name() == name) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Kind of syntax, body, and the lints.
const SHAPES: &[(&str, &str, &[&str])] = &[
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
        "a parameter of a closure",
        "let ask = |sql: String| sqlx::query(AssertSqlSafe(sql)).execute(pool); ask(name.to_owned()).await?;",
        DYNAMIC,
    ),
    ("a field", "sqlx::query(AssertSqlSafe(self.sql.clone())).execute(pool).await?;", DYNAMIC),
    ("an element", "sqlx::query(AssertSqlSafe(self.statements[0].clone())).execute(pool).await?;", DYNAMIC),
    (
        "the value of a labelled block",
        "let sql = 'sql: { break 'sql name.to_owned() }; sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        DYNAMIC,
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
    // Slipped through: what a chain pushes was read after the query that it builds.
    (
        "a builder that is pushed to and built in one chain",
        "let mut b = QueryBuilder::new(\"SELECT \"); let query = b.push(name).build(); query.execute(pool).await?;",
        DYNAMIC,
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
    // Slipped through, as the next: taken for a constant, which the compiler refused in words of its own.
    ("what is behind a lock", "sqlx::query(AssertSqlSafe(&*SQL)).execute(pool).await?;", DYNAMIC),
    ("a reference behind a lock", "sqlx::query(*SQL).execute(pool).await?;", DYNAMIC),
    (
        "a struct that is taken apart",
        "let Parts { sql } = Parts { sql: format!(\"SELECT {id}\") }; sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        DYNAMIC,
    ),
    (
        "an array that is taken apart",
        "let [sql] = [format!(\"SELECT {id}\")]; sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        DYNAMIC,
    ),
    (
        "an element of an array",
        "let all = [format!(\"SELECT {id}\")]; sqlx::query(AssertSqlSafe(all[0].as_str())).execute(pool).await?;",
        DYNAMIC,
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
        "what a closure returns",
        "let make = || format!(\"SELECT {id}\"); sqlx::query(AssertSqlSafe(make())).execute(pool).await?;",
        DYNAMIC,
    ),
    (
        "what an async block returns",
        "let sql = async { format!(\"SELECT {id}\") }.await; sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        DYNAMIC,
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
        "a method of a trait by its path",
        "let mut sql = String::from(\"SELECT \"); std::fmt::Write::write_str(&mut sql, name)?; sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        DYNAMIC,
    ),
    (
        "growth through a reference",
        "let mut sql = String::from(\"SELECT \"); { let text = &mut sql; text.push_str(name); } sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        DYNAMIC,
    ),
    (
        "a text that a function gets to change",
        "let mut sql = \"SELECT 1\"; change(&mut sql); sqlx::query(AssertSqlSafe(sql)).execute(pool).await?;",
        DYNAMIC,
    ),
    (
        "a separator",
        "let mut b = QueryBuilder::new(\"SELECT \"); let mut list = b.separated(format!(\"{name}\")); list.push_bind(1); b.build().execute(pool).await?;",
        INTERPOLATED,
    ),
    (
        "a reference to a builder",
        "let mut b = QueryBuilder::new(\"SELECT \"); let text = &mut b; text.push(name); b.build().execute(pool).await?;",
        DYNAMIC,
    ),
    (
        "a builder in a closure of an iterator",
        "let mut b = QueryBuilder::new(\"SELECT \"); names.iter().for_each(|n| { b.push(n); }); b.build().execute(pool).await?;",
        DYNAMIC,
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
    ("a method as a path", "sqlx::Executor::execute(pool, \"SELECT 1\").await?;", UNTRACED),
    (
        "the field of a log line",
        "tracing::info!(count = sqlx::query_scalar(\"SELECT 1\").fetch_one(pool).await?);",
        UNTRACED,
    ),
    ("a macro with braces", "attempt! { pool.execute(\"SELECT 1\").await }", UNTRACED),
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
    // Static after all.
    ("a reference to a constant", "sqlx::query(&*SQL).execute(pool).await?;", NOTHING),
    (
        "an asserted literal behind a reference",
        "sqlx::query(AssertSqlSafe(&*\"SELECT 1\")).execute(pool).await?;",
        NOTHING,
    ),
    (
        "`formatcp!`, which is a constant",
        "sqlx::query(const_format::formatcp!(\"SELECT {COLUMNS} FROM orders\")).execute(pool).await?;",
        NOTHING,
    ),
    // Slipped through: an error for an arm that does not return.
    (
        "an arm that ends the process",
        "let sql = match id { 0 => \"SELECT 1\", _ => std::process::exit(1) }; sqlx::query(sql).execute(pool).await?;",
        NOTHING,
    ),
    // Slipped through: an error for parameters of what the statement makes.
    ("a statement that makes another", "sqlx::query(\"PREPARE p AS SELECT $1\").execute(pool).await?;", NOTHING),
    (
        "a choice of pieces",
        "let mut b = QueryBuilder::new(\"SELECT \"); b.push(if id > 0 { \"a\" } else { \"b\" }); b.build().execute(pool).await?;",
        NOTHING,
    ),
    (
        "a separator that changes",
        "let mut b = QueryBuilder::new(\"SELECT \"); let mut word = \" WHERE \"; for x in ids { b.push(word); word = \" AND \"; b.push_bind(x); } b.build().execute(pool).await?;",
        NOTHING,
    ),
    ("a raw string with marks", "sqlx::query(r##\"SELECT \"id\" FROM \"#orders\"\"##).execute(pool).await?;", NOTHING),
    (
        "a local of a block that is static",
        "sqlx::query({ let sql = \"SELECT 1\"; sql }).execute(pool).await?;",
        NOTHING,
    ),
    (
        "nested choices",
        "let sql = match id { 0 => \"SELECT 1\", n => if n > 9 { \"SELECT 2\" } else { return Ok(()) } }; sqlx::query(sql).execute(pool).await?;",
        NOTHING,
    ),
    // Slipped through: the names of a tuple were unknown.
    (
        "tuples in the head of a loop",
        "for (_, sql) in [(1, \"SELECT 1\"), (2, \"SELECT 2\")] { sqlx::query(sql).execute(pool).await?; }",
        NOTHING,
    ),
    (
        "a bound value that is put together",
        "sqlx::query(\"SELECT $1\").bind(format!(\"%{name}%\")).execute(pool).await?;",
        NOTHING,
    ),
    (
        "an identifier that is no SQL",
        "let sql = format!(\"{id}\"); tracing::info!(\"{sql}\"); sqlx::query(\"SELECT 1\").execute(pool).await?;",
        NOTHING,
    ),
    // Loops.
    // Slipped through: a warning for batches that are counted.
    (
        "batches until enough are done",
        "let mut done = 0; while done < 9 { done += sqlx::query(\"DELETE FROM a WHERE id IN (SELECT id FROM a LIMIT 3)\").execute(pool).await?.rows_affected(); }",
        NOTHING,
    ),
    // Slipped through: a warning for as many rounds whatever the data.
    (
        "alternatives in the head of a loop",
        "for key in [1, 2] { if self.find(key).await.is_ok() { return Ok(()); } }",
        NOTHING,
    ),
    (
        "items by their index",
        "let mut index = 0; while index < ids.len() { sqlx::query(\"SELECT $1\").bind(ids[index]).execute(pool).await?; index += 1; }",
        N_PLUS_ONE,
    ),
    (
        "a queue that is locked row by row",
        "while let Some(job) = sqlx::query(\"SELECT id FROM jobs LIMIT 1 FOR UPDATE SKIP LOCKED\").fetch_optional(pool).await? { work(job).await; }",
        NOTHING,
    ),
    // Slipped through: the verb was compared as written.
    (
        "a statement in lower case",
        "for id in ids { sqlx::query(\"insert into orders (id) values ($1)\").bind(id).execute(pool).await?; }",
        N_PLUS_ONE,
    ),
    (
        "a loop in an async block",
        "tokio::spawn(async move { for id in ids { sqlx::query(\"SELECT $1\").bind(id).execute(pool).await?; } });",
        N_PLUS_ONE,
    ),
    (
        "an async block in a loop",
        "for id in ids { tasks.spawn(async move { sqlx::query(\"SELECT $1\").bind(id).execute(pool).await }); }",
        N_PLUS_ONE,
    ),
    (
        "a labelled loop",
        "'ids: for id in ids { sqlx::query(\"SELECT $1\").bind(id).execute(pool).await?; continue 'ids; }",
        N_PLUS_ONE,
    ),
    (
        "a loop in the arm of a match",
        "match id { 0 => for id in ids { self.find(*id).await?; }, _ => { sqlx::query(\"SELECT 1\").execute(pool).await?; } }",
        N_PLUS_ONE,
    ),
    // Slipped through: only `Self::` was known for the block's own.
    ("a method of the block by its path", "for id in ids { Orders::find(self, *id).await?; }", N_PLUS_ONE),
    (
        "a nested loop under a retry",
        "loop { for id in ids { sqlx::query(\"SELECT $1\").bind(id).execute(pool).await?; } break; }",
        N_PLUS_ONE,
    ),
];

const INTERPOLATED: &[&str] = &["interpolated_sql"];
const UNTRACED: &[&str] = &["untraced_query"];
const DYNAMIC: &[&str] = &["dynamic_sql"];
const N_PLUS_ONE: &[&str] = &["n_plus_one"];
const NOTHING: &[&str] = &[];

#[test]
fn shapes_beyond_the_checklist() {
    let wrong: Vec<String> = SHAPES
        .iter()
        .filter(|(_, body, expected)| said(body) != *expected)
        .map(|(kind, body, expected)| format!("{kind}: {:?} instead of {expected:?}\n    {body}", said(body)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
