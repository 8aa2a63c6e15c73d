//! The drawer over a tab: one system user, or one system group.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::account_drawer::AccountDrawer;
use super::group_drawer::GroupDrawer;
use super::page::{use_name, use_tab};
use super::source_view::FailedSource;
use crate::layouts::{focus_when_drawn, use_title};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::system_accounts::{Source, SystemAccounts};
use ui::{ErrorState, Skeleton};

/// The drawer with the system user or group that the address names.
#[component]
pub fn SystemPage() -> impl IntoView {
    let tab = use_tab();
    let name = use_name();
    let navigate = use_navigate_to();
    let search = use_location().search;
    use_title(move || {
        // An account and a group often have the same name.
        let list = match tab.get().as_str() {
            "groups" => "System groups",
            _ => "System users",
        };
        format!("{} · {list}", name.get().unwrap_or_default())
    });
    let close = Callback::new(move |()| {
        let (tab, search) = (tab.get_untracked(), search.get_untracked());
        navigate.run((paths::systems(&tab, &search), NavMode::Stay));
        if let Some(name) = name.get_untracked() {
            let row = paths::system(&tab, &name, &search);
            focus_when_drawn(format!("a.row-name[href=\"{row}\"]"));
        }
    });
    let name = Signal::derive(move || name.get().unwrap_or_default());
    move || match tab.get().as_str() {
        "users" => view! { <AccountDrawer name on_close=close/> }.into_any(),
        "groups" => view! { <GroupDrawer name on_close=close/> }.into_any(),
        _ => ().into_any(),
    }
}

/// Stands in a drawer whose entry isn't there: not yet, not at all, or because its list couldn't be loaded.
#[component]
pub fn MissingEntry(
    /// The list that should have it.
    source: Source,
    /// "There is no such system user"
    title: &'static str,
) -> impl IntoView {
    let status = SystemAccounts::expect().status(source);
    move || match status.error.get() {
        _ if status.has_data.get() => view! {
            <ErrorState
                title
                message="The server doesn’t have it, or not any more. Close this to see what there is."
            />
        }
        .into_any(),
        Some(error) => view! { <FailedSource title=error.title() error on_retry=status.reload/> }.into_any(),
        None => view! { <Skeleton rows=6/> }.into_any(),
    }
}
