//! The page with its tabs.

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_params_map};

use super::differences::{DifferenceKind, differences};
use super::differences_tab::DifferencesTab;
use super::groups_tab::GroupsTab;
use super::set_aside::SetAside;
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
    let set_aside = SetAside::load();
    provide_context(set_aside);
    let number = |count: usize| group_digits(count as u64);
    let users = move || directory.with(|all| all.has_accounts.then(|| number(all.accounts.len())));
    let groups = move || directory.with(|all| all.has_groups.then(|| number(all.groups.len())));
    let to_check = move || {
        let is_known = directory.with(|all| Directory::is_complete(all)) && set_aside.is_known();
        let differences = differences.read();
        let counts = |kind: DifferenceKind| kind.is_fault() && !set_aside.contains(kind);
        is_known.then(|| {
            let count = differences
                .iter()
                .filter(|difference| counts(difference.kind))
                .count();
            match count {
                0 => "none to check".to_owned(),
                count => format!("{} to check", number(count)),
            }
        })
    };
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
            <TabLink tab="differences" label="Differences" count=Signal::derive(to_check)/>
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
fn TabLink(tab: &'static str, label: &'static str, count: Signal<Option<String>>) -> impl IntoView {
    let current = use_tab();
    view! {
        <a
            class="tab"
            href=paths::systems(tab, "")
            aria-current=move || current.with(|current| current == tab).then_some("page")
        >
            {label}
            {move || count.get().map(|count| view! { <span class="tab-count">{count}</span> })}
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
