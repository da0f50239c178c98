//! What an editor and a half-written program need: no panic, and no lost code.

mod shapes;

use std::str::FromStr as _;

use proc_macro2::{TokenStream, TokenTree};

use crate::expand;

/// Functions of every kind of syntax that the walk enters.
const BODIES: &[&str] = &[
    r#"impl Orders {
        async fn find(&self, id: i64) -> sqlx::Result<Option<Order>> {
            sqlx::query_as("SELECT id FROM orders WHERE id = $1").bind(id).fetch_optional(&self.pool).await
        }
    }"#,
    r#"impl<'a, DB: Database> Orders<'a, DB> where DB: Sync {
        const SQL: &'static str = "SELECT 1";
        #[traced(summary = "all", allow(dynamic_sql))]
        pub(crate) async fn all<E>(mut executor: E, names: &[String]) -> Result<(), E> {
            let mut builder = QueryBuilder::new("SELECT id FROM orders WHERE name IN (");
            let mut list = builder.separated(", ");
            for name in names { list.push_bind(name); }
            'outer: loop {
                let (sql, n) = match names.len() { 0 => ("A", 1), n if n > 5 => return Ok(()), _ => break 'outer };
                if let Some(x) = names.first() && x.len() > n { executor.execute(sql).await?; }
            }
            tokio::select! {
                rows = builder.build().fetch_all(&mut *executor) => drop(rows?),
                else => {}
            }
            let Some(row) = sqlx::query(Self::SQL).fetch_optional(executor).await? else { panic!() };
            join_all(names.iter().map(|name| query!("SELECT 1", name).fetch_one(&pool))).await;
            Ok(drop(row))
        }
    }"#,
    r#"impl Orders {
        #[traced(summary = "all of it", allow(all))]
        async fn all(&self, id: i64, ids: &[i64], name: &str) -> sqlx::Result<()> {
            let mut sql = format!("SELECT {COLUMNS} FROM {} WHERE a = '%{name}%' AND b IN ({list})", table(), list = ids.join(","));
            sql.push_str(" AND c = ");
            write!(sql, "{id:>5}")?;
            sql += &(name.to_owned() + "x");
            for (index, id) in ids.iter().enumerate() {
                sqlx::query("SELECT {id} FROM orders WHERE id = $1").bind(id).bind(index).execute(&self.pool).await?;
                self.all(*id, ids, name).await?;
            }
            while let Some(row) = rows.try_next().await? { std::thread::sleep(row); }
            let text = ["SELECT", name].join(" ").replace("[V]", &id.to_string());
            ids.iter().map(|id| async move { query(AssertSqlSafe(text)).fetch_one(&pool).await }).collect::<FuturesUnordered<_>>();
            query(Self::SQL).bind(name).execute(&mut *tx).await?;
            Ok(diesel::delete(orders).execute(&mut connection)?)
        }
    }"#,
    r#"trait Repository { async fn count(&self) -> i64 { sqlx::query_scalar("SELECT 1").fetch_one(self.pool()).await.unwrap() } fn pool(&self); }"#,
    r#"mod queries { use sqlx::query as q; pub fn rows(pool: &PgPool) -> BoxStream<'_, Row> { q("SELECT 1").fetch(pool) } impl A { fn b() {} } }"#,
];

fn tokens(source: &str) -> TokenStream {
    TokenStream::from_str(source).unwrap_or_else(|error| panic!("{source}: {error}"))
}

/// Identifiers and literals.
fn words(tokens: TokenStream) -> Vec<String> {
    let mut words = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => words.extend(self::words(group.stream())),
            TokenTree::Punct(_) => {}
            word => words.push(word.to_string()),
        }
    }
    words
}

/// Identifiers with where they stand: line and column.
fn places(tokens: TokenStream, found: &mut Vec<(String, usize, usize)>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => places(group.stream(), found),
            TokenTree::Ident(name) => {
                let start = name.span().start();
                found.push((name.to_string(), start.line, start.column));
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Whether every word of `inner` stands in `outer`, as often; the method of a rewritten call stands after its executor.
fn contains(outer: &[String], inner: &[String]) -> Result<(), String> {
    let count = |words: &[String], word: &String| words.iter().filter(|other| *other == word).count();
    match inner.iter().find(|word| count(outer, word) < count(inner, word)) {
        None => Ok(()),
        Some(lost) => Err(lost.clone()),
    }
}

/// All prefixes of a tree of tokens, groups cut inside as well: what an editor sees while somebody types.
fn prefixes(tokens: TokenStream) -> Vec<TokenStream> {
    let mut cut = Vec::new();
    let mut before = TokenStream::new();
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            for inner in prefixes(group.stream()) {
                let mut prefix = before.clone();
                prefix.extend([TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inner))]);
                cut.push(prefix);
            }
        }
        before.extend([token]);
        cut.push(before.clone());
    }
    cut
}

#[test]
fn every_word_of_the_user_survives() {
    for body in BODIES {
        let expanded = expand::repository(TokenStream::new(), tokens(body));
        assert!(!expanded.to_string().contains("compile_error"), "{expanded}");
        // Attributes that the macro reads are taken off.
        let kept = crate::fallback::strip(tokens(body));
        contains(&words(expanded), &words(kept)).unwrap_or_else(|lost| panic!("lost `{lost}` of {body}"));
    }
}

/// An editor finds a name where the user wrote it.
#[test]
fn every_identifier_keeps_its_place() {
    for body in BODIES {
        let source = tokens(body);
        let (mut before, mut after) = (Vec::new(), Vec::new());
        places(crate::fallback::strip(source.clone()), &mut before);
        places(expand::repository(TokenStream::new(), source), &mut after);
        let lost: Vec<_> = before.iter().filter(|place| !after.contains(place)).collect();
        assert!(lost.is_empty(), "{lost:?} of {body}");
    }
}

#[test]
fn half_typed_code_is_kept_and_nothing_panics() {
    for body in BODIES {
        for prefix in prefixes(tokens(body)) {
            for expanded in [
                expand::repository(TokenStream::new(), prefix.clone()),
                expand::traced(&TokenStream::new(), prefix.clone()),
            ] {
                let kept = crate::fallback::strip(prefix.clone());
                if let Err(lost) = contains(&words(expanded), &words(kept)) {
                    panic!("lost `{lost}` of {prefix}");
                }
            }
        }
    }
}

#[test]
fn wrong_options_leave_the_item() {
    for options in ["dialect", "dialect = 5", "summary(\"a\")", "allow(nothing)", "crate = a", "= , =", "skip skip"] {
        let expanded = expand::repository(tokens(options), tokens(BODIES[0]));
        assert!(expanded.to_string().contains("compile_error"), "{options}");
        contains(&words(expanded), &words(tokens(BODIES[0]))).unwrap_or_else(|lost| panic!("lost `{lost}`"));
    }
}

#[test]
fn an_error_leaves_the_item_as_it_was() {
    let source =
        "impl Orders { #[traced(deny(all))] fn a(&self, sql: &str) { sqlx::query(sql).fetch_one(&self.pool); } }";
    let expanded = expand::repository(TokenStream::new(), tokens(source)).to_string();
    assert!(expanded.contains("compile_error"));
    assert!(expanded.starts_with(&crate::fallback::strip(tokens(source)).to_string()), "{expanded}");
    assert!(!expanded.contains("traced (deny"), "an attribute that nobody imported would be a second error");
}
