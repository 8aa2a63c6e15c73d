//! Which rows a list request asks for: the grammar of the contract's lists, apart from HTTP and from any database.

mod attributes;
mod condition;
mod order;
mod page;
mod pattern;
mod request;
mod value;

pub use attributes::{API_KEYS, AUDIT_EVENTS, Attribute, Attributes, CONFIGURATIONS, USERS};
pub use condition::{Comparison, Condition};
pub use order::{Direction, Sorting};
pub use page::Page;
pub use pattern::{Pattern, Piece};
pub use request::{Filter, ListRequest};
pub use value::{Kind, Value};

/// The most query parameters that a request may have.
pub const PARAMETERS_MAX: usize = 100;

/// The most values that the lists of a request's operators may have together.
pub const LIST_MAX: usize = 1000;

/// The most patterns and texts to search for that a request may have. Each is compared with every row, letter by letter.
pub const PATTERNS_MAX: usize = 10;

/// The most characters that a pattern or a text to search for may have, once runs of `%` have become one: an email has no more.
pub const PATTERN_MAX: usize = 254;
