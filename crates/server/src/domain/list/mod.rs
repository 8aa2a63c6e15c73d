//! Which rows a list request asks for: the grammar of the contract's lists, apart from HTTP and from any database.

mod attributes;
mod condition;
mod order;
mod page;
mod pattern;
mod request;
mod value;

pub use attributes::{ApiKeyAttribute, Attribute, ConfigurationAttribute, UserAttribute};
pub use condition::{Comparison, Condition};
pub use order::{Direction, Sorting};
pub use page::Page;
pub use pattern::{Pattern, Piece};
pub use request::{Filter, ListRequest};
pub use value::{Kind, Value};

/// The most conditions that a request may have, `search` included.
pub const CONDITIONS_MAX: usize = 100;

/// The most values that an operator's list may have.
pub const LIST_MAX: usize = 1000;

/// The most characters that a pattern or a text to search for may have, once runs of `%` have become one.
pub const PATTERN_MAX: usize = 1000;
