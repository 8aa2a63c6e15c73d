//! Configuration: what the server keeps for me under keys.
//!
//! The heart is plain data, tested: a [`change`] of a key, a [`change_set`] of many, the [`history`] of those that were applied.
//! A [`batch`] is a change set that is applied, with how far that has come; the [`store`] has those of the page, and talks to the
//! server. [`key_list`] is what the address says of the list, and [`editor`] what is being typed. The other modules show these, and
//! import nothing that shows them.

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
