//! What an API key can be allowed to do: the scopes of the API, sets of them, and what is known about each.

mod calls;
mod description;
mod groups;
mod scope;
mod set;

pub use calls::{Unmatched, match_calls};
pub use description::{abilities, join, summarize};
pub use groups::{COLUMNS, GROUPS, PRESETS, ScopeGroup};
pub use scope::{Scope, qualified_name};
pub use set::ScopeSet;
