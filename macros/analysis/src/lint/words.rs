//! The words of a finding in a text that is in sight.

use sqlspan_sql::lint::Finding;

/// Headline and advice, with the place drawn between them. The name of the lint is put to every message later.
pub(super) fn words(finding: &Finding, drawn: &str) -> String {
    format!("{}\n{drawn}{}", finding.headline(), finding.advice())
}
