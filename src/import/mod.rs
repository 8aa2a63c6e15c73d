//! Reading what other programs wrote, for pages that import: the file, its encoding, its rows.
//!
//! What the rows mean, and what becomes of them, is the page's own.

pub mod csv;
mod encoding;
mod formula_guard;
pub mod json;
mod source;
mod table;

pub use formula_guard::{guarded, without_guard};
pub use source::{Source, SourceFields};
pub use table::{Cell, Table};
