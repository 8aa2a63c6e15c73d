//! The tab with the users of the operating system.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use leptos::prelude::*;

use super::cells;
use super::create_many;
use super::directory::{Directory, Match};
use super::list::{ListOf, Row, list, missing, use_go_to};
use super::load::{Shared, Systems, What};
use super::new_users::{NewUser, new_users};
use super::page::{title, use_name};
use crate::navigate::NavMode;
use crate::paths;
use crate::query::{ListState, LocalPage, in_order, page_of, use_list_state};
use ui::forms::SearchField;
use ui::table::{Column, SelectionBar};
use ui::{Button, ButtonKind, EmptyState, IconName};

const TAB: &str = "users";
const SORTABLE: &[&str] = &["name", "full_name", "uid", "group", "console"];
/// Whether service accounts are shown, and the group that those shown belong to.
const MORE: &[&str] = &["services", "group"];

/// What a search finds.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    page: LocalPage<u32>,
    /// How many of those that match are hidden because they are service accounts.
    hidden: usize,
}

/// The tab.
pub fn tab() -> AnyView {
    let systems = Systems::expect();
    let state = use_list_state(SORTABLE, MORE);
    let found = Memo::new(move |_| find(&systems.all.get(), &state.get()));
    let page = Memo::new(move |_| found.with(|found| found.page.clone()));
    let go = use_go_to(TAB);
    let set = move |name: &'static str, value: Option<&str>| {
        let value = value.map(ToOwned::to_owned);
        go.run((state.get_untracked().with_more(name, value), NavMode::Stay));
    };
    let shown = Memo::new(move |_| shows_services(&state.get()));
    let hidden = Memo::new(move |_| found.with(|found| found.hidden));
    let group = Memo::new(move |_| state.with(|state| state.more("group").map(ToOwned::to_owned)));
    let label = move || match (shown.get(), hidden.get()) {
        (true, _) => "Show service accounts".to_owned(),
        (false, count) => format!("Show service accounts ({count} hidden)"),
    };
    let nothing = Callback::new(move |()| {
        let everything = ListState {
            search: String::new(),
            ..state.get().with_more("group", None)
        };
        let clear = Callback::new(move |()| go.run((everything.clone(), NavMode::Stay)));
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
        let services = (hidden.get() > 0).then(|| {
            let show = Callback::new(move |()| set("services", Some("shown")));
            view! { <Button kind=ButtonKind::Primary on_press=show>"Show service accounts"</Button> }
        });
        view! {
            <EmptyState icon=IconName::Users title=title>
                <p>{text}</p>
                <div class="cluster">{services}<Button on_press=clear>"Clear the search"</Button></div>
            </EmptyState>
        }
        .into_any()
    });
    let chosen = RwSignal::new(BTreeSet::new());
    let refusal = Callback::new(|row: Row| {
        let reason = match row.all.account(row.index).person {
            _ if !row.all.has_people => "The console’s users aren’t loaded.",
            Match::None => return None,
            _ => "There is a console user with this name or uid already.",
        };
        Some(reason.to_owned())
    });
    let to_create = RwSignal::new(None::<Vec<NewUser>>);
    let create = Callback::new(move |()| {
        let all = systems.all.get_untracked();
        let new = chosen.with_untracked(|chosen| new_users(&all, chosen));
        to_create.set(Some(new).filter(|new| !new.is_empty()));
    });
    let close = Callback::new(move |()| to_create.set(None));
    view! {
        {title("System users", TAB)}
        {missing(Some(What::Accounts), &[
            (What::Groups, "Groups are shown by their number alone."),
            (What::People, "Who has a console user isn’t known."),
        ])}
        <div class="toolbar">
            <SearchField
                label="Search users"
                value=Signal::derive(move || state.get().search)
                on_search=Callback::new(move |text| go.run((state.get_untracked().with_search(text), NavMode::ReplaceAndStay)))
            />
            {move || group.get().map(|group| view! {
                <Button icon=IconName::Close on_press=Callback::new(move |()| set("group", None))>
                    {format!("In group {group}")}<span class="visually-hidden">", show all"</span>
                </Button>
            })}
            <label class="choice">
                <input
                    type="checkbox"
                    role="switch"
                    class="check"
                    prop:checked=shown
                    on:change=move |event| set("services", event_target_checked(&event).then_some("shown"))
                />
                <span>{label}</span>
            </label>
        </div>
        {list(ListOf {
            tab: TAB,
            own: What::Accounts,
            noun: "System users",
            state,
            found: page,
            name,
            href: |row, query| paths::system(TAB, &name(&row.all, row.index), query),
            columns: Callback::new(|()| columns()),
            opened: use_name().into(),
            selection: Some((chosen, refusal)),
        }, nothing)}
        <SelectionBar chosen>
            <Button kind=ButtonKind::Primary icon=IconName::Plus on_press=create>"Create console users…"</Button>
        </SelectionBar>
        {move || to_create.get().map(|new| create_many::dialog(new, chosen, close))}
    }.into_any()
}

fn name(all: &Shared, index: u32) -> String {
    all.account(index).name.clone()
}

fn shows_services(state: &ListState) -> bool {
    state.more("services") == Some("shown")
}

fn columns() -> Vec<Column<Row>> {
    vec![
        Column::new(
            "name",
            "Name",
            |row: &Row| view! { <span class="name">{name(&row.all, row.index)}</span> },
        )
        .sortable(),
        Column::new("full_name", "Full name", |row: &Row| {
            row.all.account(row.index).info[0].clone()
        })
        .sortable(),
        Column::new("uid", "uid", |row: &Row| row.all.account(row.index).uid)
            .sortable()
            .end()
            .mono(),
        Column::new("group", "Primary group", |row: &Row| {
            cells::primary_group(&row.all, row.index)
        })
        .sortable(),
        Column::new("groups", "Further groups", |row: &Row| {
            if !row.all.has_groups {
                return cells::unknown();
            }
            let name = name(&row.all, row.index);
            let count = row.all.account(row.index).further.len();
            let links = |most| cells::further_groups(&row.all, row.index, most);
            cells::some_of(count, links, paths::system(TAB, &name, ""))
        }),
        Column::new("console", "Console user", |row: &Row| {
            cells::console_user(&row.all, row.index)
        })
        .sortable(),
    ]
}

/// The accounts that match, in order, and the page of them that is asked for.
fn find(all: &Directory, state: &ListState) -> Found {
    let search = state.search.trim().to_lowercase();
    let shows_services = shows_services(state);
    let group = state
        .more("group")
        .map(|name| all.groups_named(name).first().copied());
    let (mut hidden, mut rows) = (0, Vec::new());
    for (index, account) in (0..).zip(&all.accounts) {
        let in_group = group.is_none_or(|group| group.is_some_and(|group| all.belongs(index, group)));
        if !in_group || !all.account_matches(index, &search) {
            continue;
        }
        if account.service && !shows_services {
            hidden += 1;
        } else {
            rows.push(index);
        }
    }
    let compare = |a: &u32, b: &u32, column: &str, down: bool| compare(all, *a, *b, column, down);
    Found {
        page: page_of(rows, state, compare),
        hidden,
    }
}

fn compare(all: &Directory, a: u32, b: u32, column: &str, down: bool) -> Ordering {
    let text = |index: u32, line| Some(all.account(index).sortable(line)).filter(|text| !text.is_empty());
    let number = |index: u32| match column {
        "uid" => all.account(index).uid,
        _ => match all.account(index).person {
            Match::Both(_) => 0,
            Match::Name(_) => 1,
            Match::Uid(_) => 2,
            Match::None => 3,
        },
    };
    match column {
        "name" => in_order(text(a, 0), text(b, 0), down),
        "full_name" => in_order(text(a, 1), text(b, 1), down),
        "group" => {
            let group = |index| {
                all.account(index)
                    .primary
                    .map(|group| all.group(group).sortable())
            };
            in_order(group(a), group(b), down)
        }
        _ => in_order(Some(number(a)), Some(number(b)), down),
    }
}
