//! What stands around the pages.

mod document;
mod frame;
mod side_bar;
mod top_bar;

pub use document::{focus_heading, focus_when_drawn, use_heading_focus, use_title};
pub use frame::Frame;
