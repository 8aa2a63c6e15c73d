//! The parts that every page is made of: buttons, dialogs, menus, badges, messages. They know nothing of the app.
#![cfg_attr(
    not(debug_assertions),
    allow(
        dead_code,
        unused_imports,
        reason = "some parts wait for their page; the design page shows them"
    )
)]

mod badge;
mod button;
mod confirm;
mod copy;
mod dialog;
mod dom;
mod drawer;
mod icon;
mod kbd;
mod menu;
mod menu_item;
mod modal;
mod notice;
mod page_header;
mod states;
mod toast;
mod tooltip;

pub use badge::{Badge, Tone};
pub use button::{Button, ButtonKind, IconButton, LinkButton, SubmitButton};
pub use confirm::ConfirmDialog;
pub use copy::CopyButton;
pub use dialog::Dialog;
pub(crate) use dom::{focus, focus_once_shown, next_frame, selects_text, unique_id};
pub use drawer::Drawer;
pub use icon::{Icon, IconName, IconSize};
pub use kbd::Kbd;
pub use menu::{Menu, MenuAlign};
pub use menu_item::{MenuAction, MenuItem};
pub use notice::Notice;
pub use page_header::PageHeader;
pub use states::{EmptyState, ErrorState, Skeleton};
pub use toast::{ToastRegion, Toasts, provide_toasts, use_toasts};
