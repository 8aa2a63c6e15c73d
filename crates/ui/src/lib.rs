//! The design system of the console: buttons, dialogs, menus, badges, messages; forms; tables.
//!
//! It knows nothing of the app: no address, no session, no request.

mod button;
mod confirm;
mod copy;
mod countdown;
mod dom;
pub mod forms;
mod icon;
mod menu;
mod modal;
mod number;
mod page_header;
mod single_key;
mod states;
pub mod table;
mod toast;
mod tone;
mod tooltip;

pub use button::{Button, ButtonKind, IconButton, LinkButton, SubmitButton};
pub use confirm::ConfirmDialog;
pub use copy::{CopyButton, copy_text};
pub use countdown::use_seconds_until;
pub use dom::{focus, focus_once_shown, select_once_shown, unique_id};
pub use icon::{Icon, IconName};
pub use menu::{Menu, MenuItem};
pub use modal::{Dialog, DialogNotices, Drawer};
pub use number::{counted, group_digits};
pub use page_header::PageHeader;
pub use single_key::{provide_single_keys, use_single_key, use_single_keys};
pub use states::{EmptyState, ErrorState, Skeleton};
pub use toast::{ToastRegion, Toasts, provide_toasts, use_toasts};
pub use tone::{Badge, Notice, Tone};
