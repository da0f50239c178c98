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
        if crate::lint::Lint::ALL.iter().any(|lint| lint.name() == name) && !names.contains(&name) {
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
    // Static after all.
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
