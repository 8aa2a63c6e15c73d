//! What an API key can be allowed: the scopes as numbers, sets of them, and what is known of each.

mod calls;
mod danger;
mod gist;
mod groups;
mod presets;
mod search;
mod sentences;
mod set;
mod shell;
mod trial;

pub use calls::{Outcome, Pasted, read_calls};
pub use danger::{danger, reveals_secrets};
pub use gist::{abilities, gist, join, only_reads};
pub use groups::{COLUMNS, GROUPS, Group, column_of, of_action, of_controller};
pub use presets::{PRESETS, preset};
pub use search::find;
pub use sentences::{Scope, scope};
pub use set::ScopeSet;
pub use trial::{WHOAMI, trial};
