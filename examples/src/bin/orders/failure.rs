//! What ends the program early, in one line for the person who started it.

use std::fmt;

/// One line. It never holds a URL as it was given: there can be a password in it.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    pub fn new(text: impl fmt::Display) -> Self {
        let text = text.to_string();
        Self(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An environment variable. Unset and empty are the same.
pub fn variable(name: &str) -> Result<Option<String>, Failure> {
    match std::env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(Failure::new(format_args!("{name} is not valid UTF-8"))),
    }
}
