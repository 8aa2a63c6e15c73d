//! The page around the tabs, and the drawer over them.

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_params_map};

use super::load::{Systems, What};
use super::{account, accounts, differences, group, groups};
use crate::layouts::Administrator;
use crate::layouts::NotFound;
use crate::layouts::{focus_when_drawn, use_title};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
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

/// The tab that the address names.
fn use_tab() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("tab")).unwrap_or_default())
}

/// The name that the address names, if it names one.
pub fn use_name() -> Memo<Option<String>> {
    let params = use_params_map();
    Memo::new(move |_| {
        params
            .with(|params| params.get("name"))
            .map(|name| paths::decode_name(&name))
    })
}

#[component]
fn Tabs() -> impl IntoView {
    let systems = Systems::load(Signal::stored(true), Signal::stored(true));
    provide_context(systems);
    let tab = use_tab();
    let count = move |what: What| {
        let all = systems.all.get();
        let (is_here, count) = match what {
            What::Accounts => (all.has_accounts, all.accounts.len()),
            What::Groups => (all.has_groups, all.groups.len()),
            // They are counted as soon as all is known that they are found by.
            What::People => (
                all.has_accounts && all.has_groups && all.has_people,
                all.differences.len(),
            ),
        };
        is_here.then(|| group_digits(count as u64))
    };
    let link = move |own: &'static str, label: &'static str, what: What| {
        let count = Memo::new(move |_| count(what));
        view! {
            <a
                class="tab"
                href=paths::systems(own, "")
                aria-current=move || tab.with(|tab| tab == own).then_some("page")
            >
                {label}
                {move || count.get().map(|count| view! { <span class="tab-count">{count}</span> })}
            </a>
        }
    };
    view! {
        <PageHeader
            title="System accounts"
            description="Users and groups of the server’s operating system, beside the users of this console. They are changed on the server itself."
            actions=move || view! {
                <Button icon=IconName::Refresh on_press=Callback::new(move |()| systems.reload())>"Load again"</Button>
            }
        />
        <nav class="tabs" aria-label="System accounts">
            {link("users", "Users", What::Accounts)}
            {link("groups", "Groups", What::Groups)}
            {link("differences", "Differences", What::People)}
        </nav>
        {move || match tab.get().as_str() {
            "users" => accounts::tab(),
            "groups" => groups::tab(),
            "differences" => differences::tab(),
            _ => view! { <NotFound/> }.into_any(),
        }}
        <Outlet/>
    }
}

/// The title of the document as long as no drawer, which has its own, is open.
pub fn title(title: &'static str, tab: &'static str) -> AnyView {
    let pathname = use_location().pathname;
    let alone = Memo::new(move |_| pathname.get() == paths::systems(tab, ""));
    (move || alone.get().then(|| use_title(move || title.into()))).into_any()
}

/// The drawer with one account, or one group.
#[component]
pub fn SystemPage() -> impl IntoView {
    let tab = use_tab();
    let name = use_name();
    let go = use_navigate_to();
    let search = use_location().search;
    use_title(move || {
        // An account and a group are often called the same.
        let list = if tab.get() == "groups" {
            "System groups"
        } else {
            "System users"
        };
        format!("{} · {list}", name.get().unwrap_or_default())
    });
    let close = Callback::new(move |()| {
        let (tab, search) = (tab.get_untracked(), search.get_untracked());
        let row = name
            .get_untracked()
            .map(|name| paths::system(&tab, &name, &search));
        go.run((paths::systems(&tab, &search), NavMode::Stay));
        if let Some(row) = row {
            focus_when_drawn(format!("a.row-name[href=\"{row}\"]"));
        }
    });
    let name = Signal::derive(move || name.get().unwrap_or_default());
    move || match tab.get().as_str() {
        "users" => account::drawer(name, close),
        "groups" => group::drawer(name, close),
        _ => ().into_any(),
    }
}
