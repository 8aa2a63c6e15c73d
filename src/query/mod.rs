//! What a page shows of the server: the state of a list in its address, loading with its outcomes, and writing.

mod list_state;
mod load;
mod local;
mod submit;

pub use list_state::{ListState, use_list_state};
pub use load::{Query, use_query};
pub use local::{LocalPage, in_order, page_of};
pub use submit::submit;
