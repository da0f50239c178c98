//! The streams of the terminal.

use std::io::{IsTerminal as _, Write as _, stderr};

use anstyle::{AnsiColor, Style};

/// Writes to the terminal or wherever it was sent. Who closes the other end has seen enough.
pub(super) fn print(text: &str) {
    let mut out = anstream::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Says what is wrong, in one line.
pub(super) fn error(text: &str) {
    const STYLE: Style = AnsiColor::Red.on_default().bold();
    let mut out = anstream::stderr().lock();
    let _ = writeln!(out, "{STYLE}error{STYLE:#}: {text}");
}

/// A line that says what takes long, for as long as it does, where somebody sees it.
pub(super) struct Progress(bool);

impl Progress {
    pub(super) fn new(what: &str, quiet: bool) -> Self {
        let shown = !quiet && stderr().is_terminal();
        if shown {
            let _ = write!(stderr(), "{what}..");
        }
        Self(shown)
    }

    pub(super) fn end(self) {
        if self.0 {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
