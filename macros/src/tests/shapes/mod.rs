//! Shapes beyond the checklist, one kind of syntax each, with what is said of them. Those that slipped through at first
//! say so.

mod interpolated;
mod others;

use crate::expand;

/// Kind of syntax, body, and the lints.
type Shape = (&'static str, &'static str, &'static [&'static str]);

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

const INTERPOLATED: &[&str] = &["interpolated_sql"];
const UNTRACED: &[&str] = &["untraced_query"];
const DYNAMIC: &[&str] = &["dynamic_sql"];
const N_PLUS_ONE: &[&str] = &["n_plus_one"];
const NOTHING: &[&str] = &[];

#[test]
fn shapes_beyond_the_checklist() {
    let wrong: Vec<String> = [interpolated::SHAPES, others::SHAPES]
        .concat()
        .iter()
        .filter(|(_, body, expected)| said(body) != *expected)
        .map(|(kind, body, expected)| format!("{kind}: {:?} instead of {expected:?}\n    {body}", said(body)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
