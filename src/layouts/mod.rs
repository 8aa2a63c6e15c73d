//! What stands around the pages.

mod document;
mod frame;
mod side_bar;
mod top_bar;

pub use document::{focus_heading, use_heading_focus, use_title};
pub use frame::Frame;
