//! What is proposed where a name is put into a text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use sqlspan_analysis::{Diagnostic, file};

fn message(text: &str) -> String {
    let source = format!("async fn run(p: &PgPool) {{ sqlx::raw_sql(&{text}).execute(p).await; }}");
    let model = file(&syn::parse_file(&source).unwrap(), None);
    let mut findings = model.diagnostics.iter().filter_map(Diagnostic::finding);
    findings.next().unwrap().message.clone()
}

#[test]
fn a_reference_is_matched_on_as_the_text_that_it_is() {
    let told = message(r#"format!("DROP DATABASE IF EXISTS {}", &self.name)"#);
    assert!(told.contains("match &self.name[..] {"), "{told}");
}

/// No list of names holds it.
#[test]
fn a_number_is_no_choice_between_names() {
    for number in ["rand::random::<u64>()", "id as u32"] {
        let told = message(&format!(r#"format!("CREATE SCHEMA test_{{}}", {number})"#));
        assert!(!told.contains("[..]"), "{told}");
        assert!(told.contains("check and quote the rest where it comes in"), "{told}");
    }
}

#[test]
fn what_is_glued_to_a_word_of_the_language_is_a_piece_of_sql() {
    let told = message(r#"format!("SET TRANSACTION{options}")"#);
    assert!(!told.contains("TRANSACTIONone_name"), "{told}");
}
