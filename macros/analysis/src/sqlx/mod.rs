//! What is known of sqlx by name: its functions, methods and macros. Types are the compiler's to tell.

pub(crate) mod connections;
pub(crate) mod functions;
pub(crate) mod macros;
pub(crate) mod methods;
pub(crate) mod paths;
pub(crate) mod scan;
