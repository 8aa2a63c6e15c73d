//! The tab with the users of the operating system.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::cells::{self, EntryRow};
use super::create_users::CreateUsersDialog;
use super::export::to_csv;
use super::new_users::{NewUser, new_users};
use super::page::{TabTitle, use_name};
use super::source_view::{SourceNotices, SourceView};
use crate::browser::download;
use crate::layouts::focus_when_drawn;
use crate::navigate::NavMode;
use crate::paths;
use crate::query::{
    ListNavigation, ListState, ListView, LocalPage, in_order, page_of, use_list_navigation, use_list_state,
};
use crate::system_accounts::{Account, AccountSource, ConsoleMatch, Directory, SystemAccounts};
use ui::forms::SearchField;
use ui::table::{Column, Selection, SelectionBar, Table, use_existing_selection};
use ui::{Button, ButtonKind, EmptyState, IconName};

const TAB: &str = "users";

/// What a cell shows of an account.
type Cell = Arc<dyn Fn(&Directory, &Account) -> AnyView + Send + Sync>;

/// What a search finds.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    page: LocalPage<EntryRow>,
    /// How many more match, but are hidden because they are service accounts.
    hidden: usize,
}

/// The list of users, from which console users can be created.
#[component]
pub fn UsersTab() -> impl IntoView {
    let directory = SystemAccounts::expect().directory;
    let query = SystemAccounts::expect().status(AccountSource::SystemUsers);
    let sortable = &["name", "full_name", "uid", "group", "console"];
    let state = use_list_state(sortable, &["services", "group", "create"]);
    let navigation = use_list_navigation(state, |query| paths::systems(TAB, query));
    let found = Memo::new(move |_| directory.with(|all| state.with(|state| find(all, state))));
    let hidden = Memo::new(move |_| found.with(|found| found.hidden));
    let page = Signal::derive(move || found.read().page.info);
    let opened = use_name();
    let list_query = Memo::new(move |_| state.with(|state| without_dialog(state).to_query()));
    // The names of the accounts.
    let selected = RwSignal::new(BTreeSet::new());
    use_existing_selection(selected, move || {
        let all = directory.read();
        let names = all.accounts.iter().map(|account| account.name.clone());
        all.has_accounts.then(|| names.collect())
    });
    let matches = Memo::new(move |_| {
        directory.with(|all| {
            let (shown, _) = state.with(|state| matching(all, state));
            shown
                .into_iter()
                .map(|(_, account)| account.name.clone())
                .collect::<Vec<_>>()
        })
    });
    let to_create = RwSignal::new(None::<Vec<NewUser>>);
    let ask_for = move |names: &BTreeSet<String>| {
        let new = directory.with_untracked(|all| new_users(all, names));
        to_create.set(Some(new).filter(|new| !new.is_empty()));
    };
    let is_known = Memo::new(move |_| directory.with(|all| all.has_accounts && all.has_console_users));
    let unknown =
        Signal::derive(move || (!is_known.get()).then(|| "The console’s users aren’t loaded.".to_owned()));
    // The one whom the address names.
    let named = Memo::new(move |_| state.with(|state| state.more("create").map(paths::decode_name)));
    Effect::new(move |_| match named.get() {
        Some(name) if is_known.get() => ask_for(&BTreeSet::from([name])),
        _ => to_create.set(None),
    });
    let close = move |()| {
        to_create.set(None);
        if let Some(name) = named.get_untracked() {
            navigation.go(without_dialog(&state.get_untracked()), NavMode::Stay);
            let row = paths::system(TAB, &name, &list_query.get_untracked());
            focus_when_drawn(format!("a.row-name[href=\"{row}\"]"));
        }
    };
    let export = move |()| {
        let text = directory.with_untracked(|all| selected.with_untracked(|names| to_csv(all, names)));
        download("system-users.csv", "text/csv", &text);
    };
    view! {
        <TabTitle title="System users" tab=TAB/>
        <SourceNotices
            own=AccountSource::SystemUsers
            others=&[
                (AccountSource::SystemGroups, "Groups are shown by their number alone."),
                (AccountSource::ConsoleUsers, "Who has a console user isn’t known."),
            ]
        />
        <Toolbar navigation hidden/>
        <SourceView sources=&[AccountSource::SystemUsers]>
            <ListView has_refresh=false navigation query page empty=move || view! { <NothingFound navigation hidden/> }>
                <Table
                    caption="System users"
                    columns=columns(directory, list_query.into())
                    rows=Signal::derive(move || found.with(|found| found.page.rows.clone()))
                    key=EntryRow::key
                    row_name=|row: &EntryRow| row.name.clone()
                    row_href=move |row: EntryRow| paths::system(TAB, &row.name, &list_query.read())
                    selection=Selection::new(selected, |row: &EntryRow| row.name.clone())
                    sort=navigation.sort()
                    on_sort=move |request| navigation.sort_by(request)
                    selected_row=opened
                    busy=query.loading
                />
            </ListView>
        </SourceView>
        <SelectionBar selected matches>
            <Button icon=IconName::ArrowDown on_press=export>"Export as CSV"</Button>
            <Button
                kind=ButtonKind::Primary
                icon=IconName::Plus
                disabled_reason=unknown
                on_press=move |()| selected.with_untracked(ask_for)
            >
                "Create console users…"
            </Button>
        </SelectionBar>
        {move || to_create.get().map(|new| view! {
            <CreateUsersDialog new selected on_close=close/>
        })}
    }
}

/// The state of the list without the dialog that its address may open.
fn without_dialog(state: &ListState) -> ListState {
    state.with_more("create", None).with_page(state.page)
}

/// Search, the group whose members are shown, and the switch for service accounts.
#[component]
fn Toolbar(navigation: ListNavigation, hidden: Memo<usize>) -> impl IntoView {
    let state = navigation.state;
    let services = Memo::new(move |_| state.with(shows_services));
    let group = Memo::new(move |_| state.with(|state| state.more("group").map(ToOwned::to_owned)));
    let label = move || match (services.get(), hidden.get()) {
        (true, _) => "Show service accounts".to_owned(),
        (false, count) => format!("Show service accounts ({count} hidden)"),
    };
    view! {
        <div class="toolbar">
            <SearchField
                label="Search users"
                value=navigation.search()
                on_search=move |text| navigation.set_search(text)
            />
            {move || group.get().map(|group| view! {
                <Button icon=IconName::Close on_press=move |()| navigation.set_more("group", None)>
                    {format!("In group {group}")}<span class="visually-hidden">", show all"</span>
                </Button>
            })}
            <label class="choice">
                <input
                    type="checkbox"
                    role="switch"
                    class="check"
                    prop:checked=services
                    on:change=move |event| show_services(navigation, event_target_checked(&event))
                />
                <span>{label}</span>
            </label>
        </div>
    }
}

/// Stands in the place of the rows: nobody matches, or only service accounts that are hidden.
#[component]
fn NothingFound(navigation: ListNavigation, hidden: Memo<usize>) -> impl IntoView {
    let clear = move |()| {
        let everything = ListState {
            search: String::new(),
            ..navigation.state.get_untracked().with_more("group", None)
        };
        navigation.go(everything, NavMode::Stay);
    };
    move || {
        let (title, text) = match hidden.get() {
            0 => ("No such user", "Nothing here matches what you search for."),
            1 => (
                "One service account matches",
                "It is hidden, as all accounts of services are.",
            ),
            _ => (
                "Only service accounts match",
                "They are hidden, as all accounts of services are.",
            ),
        };
        view! {
            <EmptyState icon=IconName::Users title>
                <p>{text}</p>
                <div class="cluster">
                    <Show when=move || { hidden.get() > 0 }>
                        <Button kind=ButtonKind::Primary on_press=move |()| show_services(navigation, true)>
                            "Show service accounts"
                        </Button>
                    </Show>
                    <Button on_press=clear>"Clear the search"</Button>
                </div>
            </EmptyState>
        }
    }
}

fn shows_services(state: &ListState) -> bool {
    state.more("services") == Some("shown")
}

fn show_services(navigation: ListNavigation, show: bool) {
    navigation.set_more("services", show.then(|| "shown".to_owned()));
}

fn columns(directory: Memo<Arc<Directory>>, list_query: Signal<String>) -> Vec<Column<EntryRow>> {
    let column = |id, header, view: Cell| {
        Column::new(id, header, move |row: &EntryRow| {
            let (index, view) = (row.index, view.clone());
            move || directory.with(|all| Some(view(all, all.accounts.get(index)?)))
        })
    };
    let full_name = |_: &Directory, account: &Account| account.info[0].clone().into_any();
    let uid = |_: &Directory, account: &Account| account.uid.into_any();
    let further = |all: &Directory, account: &Account| {
        if !all.has_groups {
            return cells::unknown();
        }
        let groups = cells::further_groups(all, account);
        cells::first_names(groups, paths::system(TAB, &account.name, ""))
    };
    let console_user =
        move |all: &Directory, account: &Account| cells::console_user(all, account, list_query);
    vec![
        cells::name_column(),
        column("full_name", "Full name", Arc::new(full_name)).sortable(),
        column("uid", "uid", Arc::new(uid)).sortable().end().mono(),
        column("group", "Primary group", Arc::new(cells::primary_group)).sortable(),
        column("groups", "Further groups", Arc::new(further)),
        column("console", "Console user", Arc::new(console_user)).sortable(),
    ]
}

/// Accounts with their positions in the directory.
type Accounts<'a> = Vec<(usize, &'a Account)>;

/// The accounts that match, and those that match as well but are hidden, because they are service accounts.
fn matching<'a>(all: &'a Directory, state: &ListState) -> (Accounts<'a>, Accounts<'a>) {
    let search = state.search.trim().to_lowercase();
    let group = state.more("group").map(|name| all.groups_named(name).next());
    let is_member = |account: &Account| {
        group.is_none_or(|group| group.is_some_and(|group| all.is_member(account, group)))
    };
    let accounts = all.accounts.iter().enumerate();
    accounts
        .filter(|(_, account)| is_member(account) && account.search_text.contains(&search))
        .partition(|(_, account)| shows_services(state) || !account.is_service)
}

/// The accounts that match, in order, and the page of them that is asked for.
fn find(all: &Directory, state: &ListState) -> Found {
    let (shown, hidden) = matching(all, state);
    Found {
        page: page_of(shown, state, |(_, a), (_, b), column, descending| {
            compare(all, a, b, column, descending)
        })
        .map(|(index, account)| EntryRow {
            index,
            name: account.name.clone(),
        }),
        hidden: hidden.len(),
    }
}

fn compare(all: &Directory, a: &Account, b: &Account, column: &str, descending: bool) -> Ordering {
    let text =
        |account: &Account, key: usize| Some(account.sort_keys[key].clone()).filter(|text| !text.is_empty());
    let group = |account: &Account| account.primary.map(|group| &*all.groups[group].sort_key);
    match column {
        "name" => in_order(text(a, 0), text(b, 0), descending),
        "full_name" => in_order(text(a, 1), text(b, 1), descending),
        "group" => in_order(group(a), group(b), descending),
        "uid" => in_order(Some(a.uid), Some(b.uid), descending),
        _ => in_order(Some(match_rank(a)), Some(match_rank(b)), descending),
    }
}

fn match_rank(account: &Account) -> u8 {
    match account.console_user {
        ConsoleMatch::Exact(_) => 0,
        ConsoleMatch::NameOnly(_) => 1,
        ConsoleMatch::UidOnly(_) => 2,
        ConsoleMatch::None => 3,
    }
}
