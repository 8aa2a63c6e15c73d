//! What an API key can be allowed to do: the scopes of the API, sets of them, and what is known about each.

mod abilities;
mod calls;
mod curl;
mod groups;
mod key_check;
mod presets;
mod risks;
mod scope;
mod search;
mod set;
mod summary;

pub use abilities::{abilities, join};
pub use calls::{CallMatch, match_calls};
pub use groups::{COLUMNS, GROUPS, Group};
pub use key_check::{WHOAMI, check_path};
pub use presets::{PRESETS, Preset};
pub use risks::secret_scopes;
pub use scope::{Scope, qualified_name};
pub use search::search;
pub use set::ScopeSet;
pub use summary::summarize;
