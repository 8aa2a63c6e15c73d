//! What stands around the pages.

mod connection;
mod dialogs;
mod document;
mod frame;
mod guards;
mod session_notices;
mod sign_in_again;
mod states;

pub use dialogs::{FrameDialog, FrameDialogs};
pub use document::{after_drawing, focus_heading, focus_title, focus_when_drawn, use_title};
pub use frame::Frame;
pub use guards::{Administrator, SignedIn};
pub use states::{Misconfigured, NotFound, NotFoundOutside};
