//! The tab with what doesn't match between the console and the system.

use std::cmp::Ordering;

use leptos::ev::Event;
use leptos::prelude::*;

use super::directory::Directory;
use super::list::{ListOf, Row, list, missing, use_go_to};
use super::load::{Shared, Systems, What};
use super::page::title;
use super::report::{Difference, KINDS, Subject};
use crate::forms::SearchField;
use crate::navigate::How;
use crate::pages::facts::text_or_dash;
use crate::paths;
use crate::query::{ListState, LocalPage, in_order, page_of, use_list_state};
use crate::reactive::{Signal, derived, dynamic, memo};
use crate::table::{Column, group_digits};
use crate::ui::{Button, EmptyState, IconName};
use crate::view;

const TAB: &str = "differences";
const SORTABLE: &[&str] = &["name", "kind"];
/// The kind that alone is shown.
const MORE: &[&str] = &["kind"];

/// The tab.
pub fn tab() -> AnyView {
    let systems = Systems::expect();
    let state = use_list_state(SORTABLE, MORE);
    let found = memo(move || find(&systems.all.get(), &state.get()));
    let go = use_go_to(TAB);
    let search =
        Callback::new(move |text| go.run((state.get_untracked().with_search(text), How::ReplaceAndStay)));
    let choose = move |event: Event| {
        let kind = Some(event_target_value(&event)).filter(|kind| !kind.is_empty());
        go.run((state.get_untracked().with_more("kind", kind), How::Stay));
    };
    let nothing = Callback::new(move |()| {
        let all = systems.all.get();
        if all.differences.is_empty() {
            let is_whole = all.has_accounts && all.has_groups && all.has_people;
            let (title, text) = if is_whole {
                (
                    "Everything matches",
                    "Each console user has their account on the server, with the same uid and gid.",
                )
            } else {
                (
                    "No differences found so far",
                    "What couldn’t be loaded couldn’t be compared.",
                )
            };
            return view! { <EmptyState icon=IconName::Check title=title><p>{text}</p></EmptyState> };
        }
        let clear = Callback::new(move |()| go.run((ListState::default(), How::Stay)));
        view! {
            <EmptyState icon=IconName::Search title="No such difference">
                <p>"Nothing here matches what you search for."</p>
                <Button on_press=clear>"Clear the search"</Button>
            </EmptyState>
        }
    });
    view! {
        {title("Differences", TAB)}
        {missing(None, &[
            (What::Accounts, "Console users can’t be compared with them."),
            (What::Groups, "Which groups don’t exist isn’t known."),
            (What::People, "They can’t be compared with the system’s."),
        ])}
        <div class="toolbar">
            <SearchField label="Search differences" value=derived(move || state.get().search) on_search=search/>
            {dynamic(move || {
                let all = systems.all.get();
                let chosen = state.with(|state| state.more("kind").map(ToOwned::to_owned));
                view! {
                    <span class="control control-select kinds">
                        <select class="input" aria-label="Kind of difference" on:change=choose>
                            <option value="">{format!("All kinds ({})", group_digits(all.differences.len() as u64))}</option>
                            {KINDS
                                .iter()
                                .map(|(kind, id, label)| {
                                    let of_kind = all.differences.iter().filter(|found| found.kind == *kind);
                                    let label = format!("{label} ({})", group_digits(of_kind.count() as u64));
                                    let is_chosen = chosen.as_deref() == Some(*id);
                                    view! { <option value=*id prop:selected=is_chosen>{label}</option> }
                                })
                                .collect_view()}
                        </select>
                    </span>
                }
            })}
        </div>
        {list(ListOf {
            tab: TAB,
            noun: "differences",
            own: &[What::People, What::Accounts, What::Groups],
            state,
            found,
            name: |all, index| name(all, difference(all, index)).to_owned(),
            href: |row, _| mend(&row.all, row.index).0,
            columns,
            opened: Signal::default(),
            selection: None,
            nothing,
        })}
    }
}

fn difference(all: &Directory, index: u32) -> &Difference {
    &all.differences[index as usize]
}

fn name<'a>(all: &'a Directory, difference: &Difference) -> &'a str {
    match difference.subject {
        Subject::Person(index) => &all.person(index).name,
        Subject::Account(index) => &all.account(index).name,
        Subject::Group(index) => &all.group(index).name,
    }
}

/// Where it can be mended, and what is done there. The system's own accounts are changed on the server.
fn mend(all: &Shared, index: u32) -> (String, &'static str) {
    let difference = difference(all, index);
    let name = name(all, difference);
    match difference.subject {
        Subject::Person(index) => (paths::edit_user(all.person(index).id, ""), "Edit console user"),
        Subject::Account(_) => (paths::system("users", name, ""), "See system user"),
        Subject::Group(_) => (paths::system("groups", name, ""), "See system group"),
    }
}

fn kind(difference: &Difference) -> &'static str {
    let kind = KINDS.iter().find(|(kind, _, _)| *kind == difference.kind);
    kind.map_or("", |(_, _, label)| *label)
}

fn columns() -> Vec<Column<Row>> {
    let text = |text: &str| text_or_dash(Some(text.to_owned()).filter(|text| !text.is_empty()));
    vec![
        Column::new("name", "Name", |row: &Row| {
            view! { <span class="name">{name(&row.all, difference(&row.all, row.index)).to_owned()}</span> }
        })
        .sortable(),
        Column::new("kind", "What differs", |row: &Row| {
            kind(difference(&row.all, row.index))
        })
        .sortable(),
        Column::new("here", "In the console", move |row: &Row| {
            text(&difference(&row.all, row.index).here)
        }),
        Column::new("there", "On the server", move |row: &Row| {
            text(&difference(&row.all, row.index).there)
        }),
        Column::new("mend", "To mend it", |row: &Row| {
            let (href, label) = mend(&row.all, row.index);
            let name = name(&row.all, difference(&row.all, row.index)).to_owned();
            view! {
                <a class="cell-link" href=href>{label}<span class="visually-hidden">{format!(" {name}")}</span></a>
            }
        }),
    ]
}

/// The differences that match, in order, and the page of them that is asked for.
fn find(all: &Directory, state: &ListState) -> LocalPage<u32> {
    let search = state.search.trim().to_lowercase();
    let kind = state.more("kind");
    let kind = KINDS
        .iter()
        .find(|(_, id, _)| kind == Some(*id))
        .map(|(kind, _, _)| *kind);
    let matches = |found: &Difference| {
        let texts = [name(all, found), &found.here, &found.there];
        kind.is_none_or(|kind| kind == found.kind)
            && texts.iter().any(|text| text.to_lowercase().contains(&search))
    };
    let every = (0..).zip(&all.differences);
    let rows = every
        .filter(|(_, found)| matches(found))
        .map(|(index, _)| index)
        .collect();
    page_of(rows, state, |a: &u32, b: &u32, column: &str, down: bool| {
        compare(all, *a, *b, column, down)
    })
}

fn compare(all: &Directory, a: u32, b: u32, column: &str, down: bool) -> Ordering {
    let (a, b) = (difference(all, a), difference(all, b));
    match column {
        "name" => in_order(Some(name(all, a)), Some(name(all, b)), down),
        _ => in_order(Some(a.kind as i64), Some(b.kind as i64), down),
    }
}
