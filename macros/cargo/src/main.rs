//! `cargo sqlspan`: see the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    cargo_sqlspan::main(std::env::args_os())
}
