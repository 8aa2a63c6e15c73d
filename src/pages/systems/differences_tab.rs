//! The tab with what doesn't match between the console and the system.

use std::sync::Arc;

use leptos::prelude::*;

use super::cells;
use super::differences::{Difference, DifferenceKind, Subject};
use super::page::TabTitle;
use super::source_view::{SourceNotices, SourceView, capitalize};
use crate::navigate::NavMode;
use crate::paths;
use crate::query::{
    ListNavigation, ListState, ListView, NoMatch, in_order, page_of, use_list_navigation, use_list_state,
};
use crate::system_accounts::{Directory, Source, SystemAccounts};
use ui::forms::SearchField;
use ui::table::{Column, Table};
use ui::{EmptyState, IconName};

const TAB: &str = "differences";
/// A kind with more differences than this is folded, beneath the others.
const MAX_UNFOLDED: usize = 25;

/// A row; the text of thousands isn’t copied.
type DifferenceRow = Arc<Difference>;

/// A section for each kind of difference.
#[component]
pub fn DifferencesTab(differences: Memo<Vec<DifferenceRow>>) -> impl IntoView {
    let state = use_list_state(&["name"], &["kind"]);
    let navigation = use_list_navigation(state, |query| paths::systems(TAB, query));
    let search = Memo::new(move |_| state.with(|state| state.search.trim().to_lowercase()));
    let found = Memo::new(move |_| {
        let search = search.read();
        let matches = |row: &&DifferenceRow| {
            let texts = [&row.name, &row.in_console, &row.on_server];
            texts.iter().any(|text| text.to_lowercase().contains(&*search))
        };
        differences.with(|all| all.iter().filter(matches).cloned().collect::<Vec<_>>())
    });
    // They come kind by kind. Short sections are shown first: long ones would bury them.
    let sections = Memo::new(move |_| {
        let found = found.read();
        let kinds = found.chunk_by(|a, b| a.kind == b.kind);
        let sections = kinds.map(|rows| (rows[0].kind, rows.len() > MAX_UNFOLDED));
        let mut sections: Vec<(DifferenceKind, bool)> = sections.collect();
        sections.sort_by_key(|(_, is_long)| *is_long);
        sections
    });
    let is_empty = Memo::new(move |_| sections.with(Vec::is_empty));
    let note = SystemAccounts::expect().status(Source::ConsoleUsers).note();
    view! {
        <TabTitle title="Differences" tab=TAB/>
        <SourceNotices others=&[
            (Source::SystemUsers, "Console users can’t be compared with them."),
            (Source::SystemGroups, "Which groups don’t exist isn’t known."),
            (Source::ConsoleUsers, "They can’t be compared with the system’s."),
        ]/>
        <div class="toolbar">
            <SearchField
                label="Search differences"
                value=navigation.search()
                on_search=move |text| navigation.set_search(text)
            />
            <span class="muted">{note}</span>
        </div>
        <SourceView sources=&[Source::ConsoleUsers, Source::SystemUsers, Source::SystemGroups]>
            <Show when=move || !is_empty.get() fallback=move || view! { <NoDifferences differences navigation/> }>
                <For
                    each=move || sections.get()
                    key=|section| *section
                    children=move |(kind, is_long)| view! { <KindSection kind is_long differences found navigation/> }
                />
            </Show>
        </SourceView>
    }
}

/// Everything matches, or nothing matches the search.
#[component]
fn NoDifferences(differences: Memo<Vec<DifferenceRow>>, navigation: ListNavigation) -> impl IntoView {
    let directory = SystemAccounts::expect().directory;
    move || {
        if !differences.with(Vec::is_empty) {
            let clear = move |()| navigation.go(ListState::default(), NavMode::Stay);
            return view! {
                <NoMatch title="No such difference" on_clear=clear>
                    <p>"Nothing here matches what you search for."</p>
                </NoMatch>
            }
            .into_any();
        }
        let (title, text) = if directory.with(|all| Directory::is_complete(all)) {
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
        view! { <EmptyState icon=IconName::Check title><p>{text}</p></EmptyState> }.into_any()
    }
}

/// The differences of a kind. A long section is folded, and has an order and pages, which the address keeps.
#[component]
fn KindSection(
    kind: DifferenceKind,
    is_long: bool,
    differences: Memo<Vec<DifferenceRow>>,
    found: Memo<Vec<DifferenceRow>>,
    navigation: ListNavigation,
) -> impl IntoView {
    let state = navigation.state;
    let id = kind.slug();
    let is_own = move |row: &&DifferenceRow| row.kind == kind;
    let rows =
        Memo::new(move |_| found.with(|found| found.iter().filter(is_own).cloned().collect::<Vec<_>>()));
    let heading = Memo::new(move |_| {
        let total = differences.with(|all| all.iter().filter(is_own).count());
        match rows.with(Vec::len) {
            shown if shown < total => format!("{} · {shown} found", kind.sentence(total)),
            _ => kind.sentence(total),
        }
    });
    let is_open = Memo::new(move |_| !is_long || state.with(|state| state.more("kind") == Some(id)));
    let toggle = move |_| {
        let kind = (!is_open.get_untracked()).then(|| id.to_owned());
        navigation.set_more("kind", kind);
    };
    let query = SystemAccounts::expect().status(Source::ConsoleUsers);
    let page = Memo::new(move |_| {
        let state = if is_long {
            state.get()
        } else {
            ListState::default()
        };
        page_of(rows.get(), &state, |a, b, _, descending| {
            in_order(Some(&a.name), Some(&b.name), descending)
        })
    });
    let table = move || {
        view! {
            <Table
                caption=capitalize(kind.predicate())
                columns=columns(kind, is_long)
                rows=Signal::derive(move || page.with(|page| page.rows.clone()))
                key=|row: &DifferenceRow| format!("{:?} {} {} {}", row.subject, row.name, row.in_console, row.on_server)
                row_name=|row: &DifferenceRow| row.name.clone()
                row_href=|row: DifferenceRow| fix(&row).0
                sort=navigation.sort()
                on_sort=move |(column, adds)| navigation.sort_by(column, adds)
                busy=query.loading
            />
        }
    };
    view! {
        <section class="kind" aria-labelledby=id>
            <div class="cluster">
                <h2 id=id>{heading}</h2>
                {is_long.then(|| view! {
                    <button type="button" class="btn" aria-expanded=move || is_open.get().to_string() on:click=toggle>
                        {move || if is_open.get() { "Hide" } else { "Show" }}
                        <span class="visually-hidden">" "{heading}</span>
                    </button>
                })}
            </div>
            {move || match (is_open.get(), is_long) {
                (false, _) => ().into_any(),
                (true, false) => table().into_any(),
                (true, true) => view! {
                    <ListView has_refresh=false navigation query page=Signal::derive(move || page.read().info) empty=|| ()>{table()}</ListView>
                }
                .into_any(),
            }}
        </section>
    }
}

/// Where it can be fixed, and what is done there. The system's own accounts are changed on the server.
fn fix(difference: &Difference) -> (String, &'static str) {
    let name = &difference.name;
    match difference.subject {
        Subject::ConsoleUser(id) => (paths::edit_user(id, ""), "Edit console user"),
        Subject::Account(_) => (paths::system("users", name, ""), "See system user"),
        Subject::Group(_) => (paths::system("groups", name, ""), "See system group"),
    }
}

/// The columns that say something about a kind; the rows of a long one can be sorted.
fn columns(kind: DifferenceKind, is_long: bool) -> Vec<Column<DifferenceRow>> {
    use DifferenceKind::{NoAccount, NoGroup, NoMember, NoPrimaryGroup, SharedSystemUid};
    let text = |text: &str| match text {
        "" => cells::none(),
        text => text.to_owned().into_any(),
    };
    let mut name = Column::new("name", "Name", |row: &DifferenceRow| {
        view! { <span class="name">{row.name.clone()}</span> }
    });
    name.sort = is_long;
    let mut columns = vec![name];
    if !matches!(kind, SharedSystemUid | NoPrimaryGroup | NoMember) {
        let in_console = move |row: &DifferenceRow| text(&row.in_console);
        columns.push(Column::new("console", "In the console", in_console));
    }
    if !matches!(kind, NoAccount | NoGroup) {
        let on_server = move |row: &DifferenceRow| text(&row.on_server);
        columns.push(Column::new("server", "On the server", on_server));
    }
    columns.push(Column::new("fix", "Fix", |row: &DifferenceRow| {
        let (href, label) = fix(row);
        view! {
            <a class="cell-link" href=href>
                {label}<span class="visually-hidden">{format!(" {}", row.name)}</span>
            </a>
        }
    }));
    columns
}
