//! Reading what other programs wrote, for pages that import: the file, its encoding, its rows.
//!
//! What the rows mean, and what becomes of them, is the page's own.

mod encoding;
mod source;
mod table;

pub use source::{ImportSource, SourceFields};
pub use table::{Cell, Table};
