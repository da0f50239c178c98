//! How text looks on a terminal.

use anstyle::{AnsiColor, Style};

/// A heading.
pub(super) const HEADING: Style = Style::new().bold();

/// What stands back.
pub(super) const DIM: Style = Style::new().dimmed();

/// What is as it should be.
pub(super) const GOOD: Style = AnsiColor::Green.on_default();

/// What is missing.
pub(super) const MISSING: Style = AnsiColor::Yellow.on_default();

/// Text in a style.
pub(super) fn styled(text: &str, style: Style) -> String {
    if text.is_empty() { String::new() } else { format!("{style}{text}{style:#}") }
}
