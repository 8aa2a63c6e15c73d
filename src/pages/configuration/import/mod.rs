//! Importing a file: choosing it, seeing what it would do, applying that.

mod drawer;
mod invalid_rows;
mod plan;
mod state;

pub use drawer::ImportDrawer;
