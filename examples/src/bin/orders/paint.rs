//! Colour, where the terminal wants it.

use std::fmt;
use std::io::IsTerminal as _;

#[derive(Clone, Copy)]
pub enum Paint {
    Plain,
    Ansi,
}

#[derive(Clone, Copy)]
pub enum Ink {
    Strong,
    Faint,
    Query,
    Bad,
}

impl Paint {
    /// Colour on a terminal, unless `NO_COLOR` is set.
    pub fn of_stdout() -> Self {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if std::io::stdout().is_terminal() && !unwanted { Self::Ansi } else { Self::Plain }
    }

    pub fn ink(self, ink: Ink, text: impl fmt::Display) -> String {
        let text = text.to_string();
        let code = match (self, ink) {
            _ if text.is_empty() => return text,
            (Self::Plain, _) => return text,
            (Self::Ansi, Ink::Strong) => "1",
            (Self::Ansi, Ink::Faint) => "2",
            (Self::Ansi, Ink::Query) => "36",
            (Self::Ansi, Ink::Bad) => "1;31",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}
