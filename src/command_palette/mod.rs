//! The search that opens with Ctrl+K: pages, actions, and records by their names.
//!
//! The dialog with its field belongs to the frame, so that it is there at once; what it finds is a section of its own.

mod actions;
mod dialog;
mod groups;
mod item;
mod kind;
mod option;
mod records;
mod results;
mod status;
mod words;

pub use dialog::CommandPalette;
pub use results::CommandResults;
