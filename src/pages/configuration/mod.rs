//! Configuration: what the server keeps for me under keys.

mod add;
mod batch;
mod broken;
mod change;
mod difference;
mod draft;
mod editor;
mod export;
mod file;
mod formats;
mod history;
mod import;
mod intake;
mod json;
mod kind;
mod locale;
mod page;
mod plan;
mod review;
mod row;
mod save;
mod screen;
mod secrets;
mod store;
mod tree;

pub use page::ConfigurationPage;
