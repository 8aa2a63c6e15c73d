//! The tab with the groups of the operating system.

use std::cmp::Ordering;

use leptos::prelude::*;

use super::cells;
use super::directory::Directory;
use super::list::{ListOf, Row, list, missing, use_go_to};
use super::load::{Shared, Systems, What};
use super::page::{title, use_name};
use crate::navigate::NavMode;
use crate::paths;
use crate::query::{ListState, LocalPage, in_order, page_of, use_list_state};
use ui::forms::SearchField;
use ui::table::Column;
use ui::{Button, EmptyState, IconName};

const TAB: &str = "groups";
const SORTABLE: &[&str] = &["name", "gid", "primary", "listed"];

/// The tab.
pub fn tab() -> AnyView {
    let systems = Systems::expect();
    let state = use_list_state(SORTABLE, &[]);
    let found = Memo::new(move |_| find(&systems.all.get(), &state.get()));
    let go = use_go_to(TAB);
    let search = Callback::new(move |text: String| {
        go.run((state.get_untracked().with_search(text), NavMode::ReplaceAndStay));
    });
    let nothing = Callback::new(move |()| {
        view! {
            <EmptyState icon=IconName::Users title="No such group">
                <p>"Nothing here matches what you search for."</p>
                <Button on_press=Callback::new(move |()| search.run(String::new()))>"Clear the search"</Button>
            </EmptyState>
        }.into_any()
    });
    view! {
        {title("System groups", TAB)}
        {missing(Some(What::Groups), &[(What::Accounts, "Primary members aren’t known, nor who exists.")])}
        <div class="toolbar">
            <SearchField label="Search groups" value=Signal::derive(move || state.get().search) on_search=search/>
        </div>
        {list(ListOf {
            tab: TAB,
            own: What::Groups,
            noun: "System groups",
            state,
            found,
            name,
            href: |row, query| paths::system(TAB, &name(&row.all, row.index), query),
            columns: Callback::new(|()| columns()),
            opened: use_name().into(),
            selection: None,
        }, nothing)}
    }.into_any()
}

fn name(all: &Shared, index: u32) -> String {
    all.group(index).name.clone()
}

fn columns() -> Vec<Column<Row>> {
    let href = |row: &Row| paths::system(TAB, &name(&row.all, row.index), "");
    vec![
        Column::new(
            "name",
            "Name",
            |row: &Row| view! { <span class="name">{name(&row.all, row.index)}</span> },
        )
        .sortable(),
        Column::new("gid", "gid", |row: &Row| row.all.group(row.index).gid)
            .sortable()
            .end()
            .mono(),
        Column::new("primary", "Primary members", move |row: &Row| {
            if !row.all.has_accounts {
                return cells::unknown();
            }
            let count = row.all.group(row.index).primary.len();
            cells::some_of(
                count,
                |most| cells::primary_members(&row.all, row.index, most),
                href(row),
            )
        })
        .sortable(),
        Column::new("listed", "Listed members", move |row: &Row| {
            let count = row.all.group(row.index).listed.len();
            cells::some_of(
                count,
                |most| cells::listed_members(&row.all, row.index, most),
                href(row),
            )
        })
        .sortable(),
    ]
}

/// The groups that match, in order, and the page of them that is asked for.
fn find(all: &Directory, state: &ListState) -> LocalPage<u32> {
    let search = state.search.trim().to_lowercase();
    let every = (0..).zip(&all.groups).map(|(index, _)| index);
    let rows = every.filter(|index| all.group_matches(*index, &search)).collect();
    page_of(rows, state, |a: &u32, b: &u32, column: &str, down: bool| {
        compare(all, *a, *b, column, down)
    })
}

fn compare(all: &Directory, a: u32, b: u32, column: &str, down: bool) -> Ordering {
    let number = |index| {
        let group = all.group(index);
        match column {
            "gid" => group.gid,
            // Groups without members come last, whichever way the others go.
            "primary" => return count(group.primary.len()),
            _ => return count(group.listed.len()),
        }
        .into()
    };
    match column {
        "name" => in_order(Some(all.group(a).sortable()), Some(all.group(b).sortable()), down),
        _ => in_order(number(a), number(b), down),
    }
}

fn count(members: usize) -> Option<i64> {
    i64::try_from(members).ok().filter(|count| *count > 0)
}
