//! Files of environment variables (`.env`), which shells, python-dotenv, Node.js and containers read, each by rules of its own.
//!
//! Crates for such files only read them.

mod file;
mod name;
mod value;

pub use file::{Variable, read};
pub use name::{key_of, name_of};
pub use value::{QUOTES, is_portable, unquote, write};
