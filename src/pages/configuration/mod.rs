//! Configuration: what the server keeps for me under keys.
//!
//! [`changes`] is the heart: plain data, tested. [`store`] holds it in signals and talks to the server; the components show it.

mod add;
mod batch;
mod change_list;
mod changes;
mod context;
mod editor;
mod editor_state;
mod export;
mod formats;
mod import;
mod json;
mod key_lines;
mod key_list;
mod language;
mod page;
mod records;
mod review;
mod row;
mod row_actions;
mod save;
mod secrets;
mod store;
mod toolbar;
mod tree;
mod undo;
mod validation;
mod value_kind;

pub use page::ConfigurationPage;
