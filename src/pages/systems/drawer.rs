//! The drawer over a tab: one user, or one group, of the operating system.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::cells;
use super::page::{use_name, use_tab};
use super::source_view::FailedSource;
use crate::layouts::{focus_when_drawn, use_title};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::system_accounts::{
    Account, AccountSource, ConsoleMatch, Directory, GECOS_PARTS, Group, SystemAccounts,
};
use ui::{ButtonKind, Drawer, ErrorState, IconName, LinkButton, Skeleton, group_digits};

/// How many members or groups are named; the lists have the others.
const MAX_NAMES: usize = 50;

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
        "users" => view! { <EntryDrawer source=AccountSource::SystemUsers name on_close=close/> }.into_any(),
        "groups" => {
            view! { <EntryDrawer source=AccountSource::SystemGroups name on_close=close/> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// The facts about a system user or group, or what stands in their place: the list isn't there yet, couldn't be loaded, or
/// has no such entry.
#[component]
fn EntryDrawer(source: AccountSource, name: Signal<String>, on_close: Callback<()>) -> impl IntoView {
    let systems = SystemAccounts::expect();
    let directory = systems.directory;
    let status = systems.status(source);
    let is_group = source == AccountSource::SystemGroups;
    let search = use_location().search;
    let create_path = Memo::new(move |_| {
        let all = directory.read();
        let account = all.accounts_named(&name.read()).next().filter(|_| !is_group)?;
        let has_none = all.has_console_users && account.console_user == ConsoleMatch::None;
        has_none.then(|| cells::create_path(&search.read(), &account.name))
    });
    let footer = move || {
        create_path.get().map(|href| {
            view! {
                <LinkButton href kind=ButtonKind::Primary icon=IconName::Plus>"Create console user"</LinkButton>
            }
        })
    };
    // Two sources of accounts may have the same name: both are shown.
    let facts = move || -> Vec<AnyView> {
        let (all, name) = (directory.read(), name.read());
        match is_group {
            true => all
                .groups_named(&name)
                .map(|group| group_facts(&all, group).into_any())
                .collect(),
            false => all
                .accounts_named(&name)
                .map(|account| account_facts(&all, account).into_any())
                .collect(),
        }
    };
    let entries = move || {
        let facts = facts();
        if !facts.is_empty() {
            return facts.into_any();
        }
        match status.error.get() {
            _ if status.has_data.get() => view! {
                <ErrorState
                    title=if is_group { "There is no such system group" } else { "There is no such system user" }
                    message="The server doesn’t have it, or not any more. Close this to see what there is."
                />
            }
            .into_any(),
            Some(error) => {
                view! { <FailedSource title=error.title() error on_retry=status.reload/> }.into_any()
            }
            None => view! { <Skeleton rows=6/> }.into_any(),
        }
    };
    view! { <Drawer title=name on_close footer=move || footer>{entries}</Drawer> }
}

fn account_facts(all: &Directory, account: &Account) -> impl IntoView + use<> {
    let info = GECOS_PARTS.into_iter().zip(account.info.clone());
    let info = info.filter(|(_, text)| !text.is_empty());
    let further = if all.has_groups {
        let search = format!("q={}&services=shown", paths::encode(&account.name));
        let more = |more| {
            view! { <a href=paths::systems("groups", &search)>{format!("and {} more", group_digits(more as u64))}</a> }
                .into_any()
        };
        cells::some_names(cells::further_groups(all, account), MAX_NAMES, more)
    } else {
        cells::unknown()
    };
    let console_user = match account.console_user {
        ConsoleMatch::None if all.has_console_users => cells::none(),
        _ => cells::console_user(all, account, Signal::default()),
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
    let more = |more| {
        view! { <span class="muted">{format!("and {} more", group_digits(more as u64))}</span> }.into_any()
    };
    let primary = if all.has_accounts {
        cells::some_names(cells::primary_members(all, group), MAX_NAMES, more)
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
            <dd>{cells::some_names(cells::listed_members(all, group), MAX_NAMES, more)}</dd>
        </dl>
        <p class="after">
            <a href=paths::systems("users", &query)>"Show its members in the list of users"</a>
        </p>
    }
}
