//! The streams of the terminal.

use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _, stderr};

use anstyle::{AnsiColor, Style};

use crate::database::password;

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

/// Says what is wrong with arguments, or the help that they ask for; never the password of a URL among them.
pub(super) fn arguments(error: &clap::Error, given: &[OsString]) {
    let passwords: Vec<String> = given.iter().filter_map(|argument| password(&argument.to_string_lossy())).collect();
    if passwords.is_empty() {
        let _ = error.print();
        return;
    }
    let text = error.to_string();
    let text = passwords.iter().fold(text, |text, password| text.replace(password, "***"));
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
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
