//! Changes to the configuration as plain data: no signals, no requests, no browser.
//!
//! A [`ChangeSet`] holds the changes that wait to be applied, with the result of each. What was applied goes into the
//! [`History`], which gives back the set of changes that undoes it.

mod applied;
mod change;
mod change_set;
mod history;
mod status;

pub use applied::AppliedChange;
pub use change::{Change, ChangeKind, Entry, Part};
pub use change_set::{ChangeSet, PendingChange, Row, RowId, summarize};
pub use history::History;
pub use status::{Failure, Problem, Retry, SaveError, Status, excerpt};
