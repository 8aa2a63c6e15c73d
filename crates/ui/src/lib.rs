//! The design system of the console: buttons, dialogs, menus, badges, messages; forms; tables.
//!
//! It knows nothing of the app: no address, no session, no request.

mod badge;
mod button;
mod confirm;
mod copy;
mod dialog;
mod dom;
mod drawer;
mod floating;
pub mod forms;
mod icon;
mod kbd;
mod menu;
mod menu_item;
mod modal;
mod notice;
mod number;
mod page_header;
mod states;
pub mod table;
mod toast;
mod tooltip;

pub use badge::{Badge, Tone};
pub use button::{Button, ButtonKind, IconButton, LinkButton, SubmitButton};
pub use confirm::ConfirmDialog;
pub use copy::CopyButton;
pub use dialog::Dialog;
pub use dom::{focus, focus_once_shown, next_frame, selects_text, unique_id};
pub use drawer::Drawer;
pub use floating::Align;
pub use icon::{Icon, IconName, IconSize};
pub use kbd::Kbd;
pub use menu::Menu;
pub use menu_item::{MenuAction, MenuItem};
pub use notice::Notice;
pub use number::{counted, group_digits};
pub use page_header::PageHeader;
pub use states::{EmptyState, ErrorState, Skeleton};
pub use toast::{ToastRegion, Toasts, provide_toasts, use_toasts};
