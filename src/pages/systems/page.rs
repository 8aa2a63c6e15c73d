//! The page with its tabs.

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_params_map};

use super::differences::differences;
use super::differences_tab::DifferencesTab;
use super::groups_tab::GroupsTab;
use super::users_tab::UsersTab;
use crate::layouts::{Administrator, NotFound, use_title};
use crate::paths;
use crate::system_accounts::{Directory, SystemAccounts};
use ui::table::group_digits;
use ui::{Button, IconName, PageHeader};

/// The tabs, with an outlet for the drawers.
#[component]
pub fn SystemsPage() -> impl IntoView {
    view! {
        <Administrator>
            <Tabs/>
        </Administrator>
    }
}

#[component]
fn Tabs() -> impl IntoView {
    let systems = SystemAccounts::load(Signal::stored(true));
    provide_context(systems);
    let directory = systems.directory;
    let differences = Memo::new(move |_| directory.with(|directory| differences(directory)));
    let tab = use_tab();
    let users = move || directory.with(|all| all.has_accounts.then_some(all.accounts.len()));
    let groups = move || directory.with(|all| all.has_groups.then_some(all.groups.len()));
    let complete =
        move || directory.with(|all| Directory::is_complete(all).then(|| differences.with(Vec::len)));
    view! {
        <PageHeader
            title="System accounts"
            description="Users and groups of the server’s operating system, beside the users of this console. They are changed on the server itself."
            actions=move || view! {
                <Button icon=IconName::Refresh on_press=move |()| systems.reload()>"Refresh"</Button>
            }
        />
        <nav class="tabs" aria-label="System accounts">
            <TabLink tab="users" label="Users" count=Signal::derive(users)/>
            <TabLink tab="groups" label="Groups" count=Signal::derive(groups)/>
            <TabLink tab="differences" label="Differences" count=Signal::derive(complete)/>
        </nav>
        {move || match tab.get().as_str() {
            "users" => view! { <UsersTab/> }.into_any(),
            "groups" => view! { <GroupsTab/> }.into_any(),
            "differences" => view! { <DifferencesTab differences/> }.into_any(),
            _ => view! { <NotFound/> }.into_any(),
        }}
        <Outlet/>
    }
}

#[component]
fn TabLink(tab: &'static str, label: &'static str, count: Signal<Option<usize>>) -> impl IntoView {
    let current = use_tab();
    let count = move || count.get().map(|count| group_digits(count as u64));
    view! {
        <a
            class="tab"
            href=paths::systems(tab, "")
            aria-current=move || current.with(|current| current == tab).then_some("page")
        >
            {label}
            {move || count().map(|count| view! { <span class="tab-count">{count}</span> })}
        </a>
    }
}

/// The tab that the address names.
pub fn use_tab() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("tab")).unwrap_or_default())
}

/// The name of the system user or group that the address names.
pub fn use_name() -> Memo<Option<String>> {
    let params = use_params_map();
    Memo::new(move |_| {
        let name = params.with(|params| params.get("name"))?;
        Some(paths::decode_name(&name))
    })
}

/// Sets the document's title while no drawer, which sets its own, is open.
#[component]
pub fn TabTitle(
    title: &'static str,
    /// What the tab is called in addresses.
    tab: &'static str,
) -> impl IntoView {
    let pathname = use_location().pathname;
    let no_drawer = Memo::new(move |_| pathname.get() == paths::systems(tab, ""));
    move || no_drawer.get().then(|| use_title(move || title.into()))
}
