//! What a page shows of the server: the state of a list in its address, loading with its outcomes and how they are shown,
//! and sending changes.

mod bulk;
mod bulk_view;
mod cache;
mod list_navigation;
mod list_state;
mod list_view;
mod load;
mod local;
mod request_queue;
mod submit;
mod throttle;
mod view;

pub use bulk::{Bulk, LEAVE_RUNNING};
pub use bulk_view::{BulkOutcome, BulkRecord, BulkRecords};
pub use cache::{CachedQuery, QueryCache};
pub use list_navigation::{ListNavigation, use_list_navigation};
pub use list_state::{ListState, list_state_of, use_list_state};
pub use list_view::{ListView, NoMatch};
pub use load::{Query, QueryStatus, use_query};
pub use local::{LocalPage, in_order, page_of};
pub use request_queue::{AT_ONCE, RequestQueue};
pub use submit::submit;
pub use throttle::ThrottleNotice;
pub use ui::table::PageInfo;
pub use view::QueryView;
