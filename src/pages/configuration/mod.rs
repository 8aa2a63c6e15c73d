//! Configuration: what the server keeps for me under keys.
//!
//! The heart is plain data, tested: [`change`], [`change_set`], [`history`]. [`store`] holds it in signals and talks to the
//! server; the components show it.

mod add;
mod batch;
mod change;
mod change_list;
mod change_set;
mod editor;
mod entry;
mod export;
mod history;
mod import;
mod key_lines;
mod key_list;
mod page;
mod review;
mod row;
mod save;
mod secrets;
mod selected;
mod store;
mod tree;
mod undo;
mod unsaved_edits;
mod validation;
mod value_field;
mod value_kind;

pub use page::{ConfigurationPage, preload_configuration};
