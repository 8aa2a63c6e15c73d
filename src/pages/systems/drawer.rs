//! The drawer over a tab: one user, or one group, of the operating system.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::cells;
use super::page::{use_name, use_tab};
use super::source_view::FailedSource;
use crate::layouts::{focus_when_drawn, use_title};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::system_accounts::{Account, ConsoleMatch, Directory, GECOS_PARTS, Group, Source, SystemAccounts};
use ui::{ButtonKind, Drawer, ErrorState, IconName, LinkButton, Skeleton};

/// How many members of a group are named; the list of users has the others.
const MAX_MEMBERS: usize = 200;

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

/// The facts about the system user of a name.
#[component]
fn AccountDrawer(name: Signal<String>, on_close: Callback<()>) -> impl IntoView {
    let directory = SystemAccounts::expect().directory;
    let new_user_path = Memo::new(move |_| {
        directory.with(|all| {
            let account = name.with(|name| all.accounts_named(name).next())?;
            let has_none = all.has_console_users && account.console_user == ConsoleMatch::None;
            has_none.then(|| cells::new_user_path(account))
        })
    });
    // Two sources of accounts may have the same name: both are shown.
    let facts = move |()| {
        let all = directory.get();
        let accounts = name.with(|name| all.accounts_named(name).collect::<Vec<_>>());
        accounts
            .into_iter()
            .map(|account| account_facts(&all, account).into_any())
            .collect()
    };
    let footer = move || {
        new_user_path.get().map(|href| {
            view! {
                <LinkButton href kind=ButtonKind::Primary icon=IconName::Plus>"Create console user"</LinkButton>
            }
        })
    };
    view! {
        <Drawer title=name on_close footer=move || footer>
            <Entries source=Source::SystemUsers none="There is no such system user" facts/>
        </Drawer>
    }
}

/// The facts about the system group of a name.
#[component]
fn GroupDrawer(name: Signal<String>, on_close: Callback<()>) -> impl IntoView {
    let directory = SystemAccounts::expect().directory;
    let facts = move |()| {
        let all = directory.get();
        let groups = name.with(|name| all.groups_named(name).collect::<Vec<_>>());
        groups
            .into_iter()
            .map(|group| group_facts(&all, group).into_any())
            .collect()
    };
    view! {
        <Drawer title=name on_close>
            <Entries source=Source::SystemGroups none="There is no such system group" facts/>
        </Drawer>
    }
}

/// The facts, or what stands in their place: the list isn't there yet, couldn't be loaded, or has no such entry.
#[component]
fn Entries(
    source: Source,
    none: &'static str,
    #[prop(into)] facts: Callback<(), Vec<AnyView>>,
) -> impl IntoView {
    let status = SystemAccounts::expect().status(source);
    move || {
        let facts = facts.run(());
        if !facts.is_empty() {
            return facts.into_any();
        }
        match status.error.get() {
            _ if status.has_data.get() => view! {
                <ErrorState
                    title=none
                    message="The server doesn’t have it, or not any more. Close this to see what there is."
                />
            }
            .into_any(),
            Some(error) => {
                view! { <FailedSource title=error.title() error on_retry=status.reload/> }.into_any()
            }
            None => view! { <Skeleton rows=6/> }.into_any(),
        }
    }
}

fn account_facts(all: &Directory, account: &Account) -> impl IntoView + use<> {
    let info = GECOS_PARTS.into_iter().zip(account.info.clone());
    let info = info.filter(|(_, text)| !text.is_empty());
    let further = if all.has_groups {
        cells::some_names(cells::further_groups(all, account), usize::MAX, |_| ().into_any())
    } else {
        cells::unknown()
    };
    let console_user = match account.console_user {
        ConsoleMatch::None if all.has_console_users => cells::none(),
        _ => cells::console_user(all, account),
    };
    view! {
        <dl class="details">
            <dt>"User id (uid)"</dt>
            <dd class="mono">{account.uid}</dd>
            {info.map(|(label, text)| view! { <dt>{label}</dt><dd>{text}</dd> }).collect_view()}
            <dt>"Kind"</dt>
            <dd>{if account.is_service { "Service account" } else { "Account of a person" }}</dd>
            <dt>"Primary group"</dt>
            <dd>{cells::primary_group(all, account)}</dd>
            <dt>"Further groups"</dt>
            <dd>{further}</dd>
            <dt>"Console user"</dt>
            <dd>{console_user}</dd>
        </dl>
    }
}

fn group_facts(all: &Directory, group: &Group) -> impl IntoView + use<> {
    let query = format!("group={}&services=shown", paths::encode(&group.name));
    let more = |more| view! { <span class="muted">{format!("and {more} more")}</span> }.into_any();
    let primary = if all.has_accounts {
        cells::some_names(cells::primary_members(all, group), MAX_MEMBERS, more)
    } else {
        cells::unknown()
    };
    view! {
        <dl class="details">
            <dt>"Group id (gid)"</dt>
            <dd class="mono">{group.gid}</dd>
            <dt>"Primary members"</dt>
            <dd>{primary}</dd>
            <dt>"Listed members"</dt>
            <dd>{cells::some_names(cells::listed_members(all, group), MAX_MEMBERS, more)}</dd>
        </dl>
        <p class="after">
            <a href=paths::systems("users", &query)>"Show its members in the list of users"</a>
        </p>
    }
}
