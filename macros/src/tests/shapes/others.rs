//! What the other lints say, and what none says.

use super::{DYNAMIC, N_PLUS_ONE, NOTHING, Shape, UNTRACED};

pub(super) const SHAPES: &[Shape] = &[
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
    // Slipped through: what a chain pushes was read after the query that it builds.
    (
        "a builder that is pushed to and built in one chain",
        "let mut b = QueryBuilder::new(\"SELECT \"); let query = b.push(name).build(); query.execute(pool).await?;",
        DYNAMIC,
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
        "a reference to a builder",
        "let mut b = QueryBuilder::new(\"SELECT \"); let text = &mut b; text.push(name); b.build().execute(pool).await?;",
        DYNAMIC,
    ),
    (
        "a builder in a closure of an iterator",
        "let mut b = QueryBuilder::new(\"SELECT \"); names.iter().for_each(|n| { b.push(n); }); b.build().execute(pool).await?;",
        DYNAMIC,
    ),
    ("a method as a path", "sqlx::Executor::execute(pool, \"SELECT 1\").await?;", UNTRACED),
    (
        "the field of a log line",
        "tracing::info!(count = sqlx::query_scalar(\"SELECT 1\").fetch_one(pool).await?);",
        UNTRACED,
    ),
    ("a macro with braces", "attempt! { pool.execute(\"SELECT 1\").await }", UNTRACED),
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
