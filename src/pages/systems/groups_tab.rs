//! The tab with the groups of the operating system.

use std::cmp::Ordering;
use std::sync::Arc;

use leptos::prelude::*;

use super::cells::{self, EntryRow};
use super::page::{TabTitle, use_name};
use super::source_view::{SourceNotices, SourceView};
use crate::paths;
use crate::query::{
    ListState, ListView, LocalPage, NoMatch, in_order, page_of, use_list_navigation, use_list_state,
};
use crate::system_accounts::{AccountSource, Directory, Group, SystemAccounts};
use ui::forms::SearchField;
use ui::table::{Column, Table};

const TAB: &str = "groups";

/// The list of groups.
#[component]
pub fn GroupsTab() -> impl IntoView {
    let directory = SystemAccounts::expect().directory;
    let query = SystemAccounts::expect().status(AccountSource::SystemGroups);
    let state = use_list_state(&["name", "gid", "primary", "listed"], &[]);
    let navigation = use_list_navigation(state, |query| paths::systems(TAB, query));
    let page = Memo::new(move |_| directory.with(|all| state.with(|state| find(all, state))));
    let opened = use_name();
    view! {
        <TabTitle title="System groups" tab=TAB/>
        <SourceNotices
            own=AccountSource::SystemGroups
            others=&[(AccountSource::SystemUsers, "Primary members aren’t known, nor who exists.")]
        />
        <div class="toolbar">
            <SearchField
                label="Search groups"
                value=navigation.search()
                on_search=move |text| navigation.set_search(text)
            />
        </div>
        <SourceView sources=&[AccountSource::SystemGroups]>
            <ListView has_refresh=false
                navigation
                query
                page=Signal::derive(move || page.read().info)
                empty=move || view! {
                    <NoMatch title="No such group" on_clear=move |()| navigation.clear_search()>
                        <p>"Nothing here matches what you search for."</p>
                    </NoMatch>
                }
            >
                <Table
                    caption="System groups"
                    columns=columns(directory)
                    rows=Signal::derive(move || page.with(|page| page.rows.clone()))
                    key=EntryRow::key
                    row_name=|row: &EntryRow| row.name.clone()
                    row_href=move |row: EntryRow| paths::system(TAB, &row.name, &state.get().to_query())
                    sort=navigation.sort()
                    on_sort=move |request| navigation.sort_by(request)
                    selected_row=opened
                    busy=query.loading
                />
            </ListView>
        </SourceView>
    }
}

fn columns(directory: Memo<Arc<Directory>>) -> Vec<Column<EntryRow>> {
    let column = |id, header, view: fn(&Directory, &Group) -> AnyView| {
        Column::new(id, header, move |row: &EntryRow| {
            let index = row.index;
            move || directory.with(|all| Some(view(all, all.groups.get(index)?)))
        })
        .sortable()
    };
    let gid = |_: &Directory, group: &Group| group.gid.into_any();
    let primary = |all: &Directory, group: &Group| match all.has_accounts {
        true => cells::first_names(
            cells::primary_members(all, group),
            paths::system(TAB, &group.name, ""),
        ),
        false => cells::unknown(),
    };
    let listed = |all: &Directory, group: &Group| {
        cells::first_names(
            cells::listed_members(all, group),
            paths::system(TAB, &group.name, ""),
        )
    };
    vec![
        cells::name_column(),
        column("gid", "gid", gid).end().mono(),
        column("primary", "Primary members", primary),
        column("listed", "Listed members", listed),
    ]
}

/// The groups that match, in order, and the page of them that is asked for.
fn find(all: &Directory, state: &ListState) -> LocalPage<EntryRow> {
    let search = state.search.trim().to_lowercase();
    let groups = all.groups.iter().enumerate();
    let found = groups
        .filter(|(_, group)| group.search_text.contains(&search))
        .collect();
    page_of(found, state, |(_, a), (_, b), column, descending| {
        compare(a, b, column, descending)
    })
    .map(|(index, group)| EntryRow {
        index,
        name: group.name.clone(),
    })
}

fn compare(a: &Group, b: &Group, column: &str, descending: bool) -> Ordering {
    // Groups without members come last in both directions.
    let count = |members: usize| Some(members).filter(|count| *count > 0);
    match column {
        "name" => in_order(Some(&a.sort_key), Some(&b.sort_key), descending),
        "gid" => in_order(Some(a.gid), Some(b.gid), descending),
        "primary" => in_order(count(a.primary.len()), count(b.primary.len()), descending),
        _ => in_order(count(a.listed.len()), count(b.listed.len()), descending),
    }
}
