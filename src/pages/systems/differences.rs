//! The tab with what doesn't match between the console and the system.

use leptos::prelude::*;

use super::directory::Directory;
use super::list::{ListOf, Row, faces, loaded, missing, pages, table, use_go_to};
use super::load::{Shared, Systems, What};
use super::page::title;
use super::report::{Difference, KINDS, Kind, Subject, sentence};
use crate::navigate::NavMode;
use crate::paths;
use crate::query::{ListState, in_order, page_of, use_list_state};
use crate::user_facts::text_or_dash;
use ui::forms::SearchField;
use ui::table::Column;
use ui::{Button, EmptyState, IconName};

const TAB: &str = "differences";
const SORTABLE: &[&str] = &["name"];
/// The kind that is unfolded.
const MORE: &[&str] = &["kind"];
/// A kind with more differences than this is folded, beneath the others.
const FEW: usize = 25;

/// Of each kind how many there are, and those that match what is searched for.
type Found = Vec<(usize, Vec<u32>)>;

/// The tab.
pub fn tab() -> AnyView {
    let systems = Systems::expect();
    let state = use_list_state(SORTABLE, MORE);
    let search = Memo::new(move |_| state.with(|state| state.search.trim().to_lowercase()));
    let found = Memo::new(move |_| find(&systems.all.get(), &search.get()));
    let go = use_go_to(TAB);
    let search_for =
        Callback::new(move |text| go.run((state.get_untracked().with_search(text), NavMode::ReplaceAndStay)));
    let is_empty =
        Memo::new(move |_| found.with(|found| found.iter().all(|(_, matching)| matching.is_empty())));
    let note = loaded(What::People);
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
            return view! { <EmptyState icon=IconName::Check title=title><p>{text}</p></EmptyState> }
                .into_any();
        }
        let clear = Callback::new(move |()| go.run((ListState::default(), NavMode::Stay)));
        view! {
            <EmptyState icon=IconName::Search title="No such difference">
                <p>"Nothing here matches what you search for."</p>
                <Button on_press=clear>"Clear the search"</Button>
            </EmptyState>
        }
        .into_any()
    });
    view! {
        {title("Differences", TAB)}
        {missing(None, &[
            (What::Accounts, "Console users can’t be compared with them."),
            (What::Groups, "Which groups don’t exist isn’t known."),
            (What::People, "They can’t be compared with the system’s."),
        ])}
        <div class="toolbar">
            <SearchField label="Search differences" value=Signal::derive(move || state.get().search) on_search=search_for/>
            <span class="muted">{note}</span>
        </div>
        {faces(vec![What::People, What::Accounts, What::Groups], is_empty, nothing, move || {
            // Those of which there are few are told at once; beneath them, those that would bury the others.
            let of = |is_long| (0..KINDS.len()).map(move |kind| section(found, state, kind, is_long));
            of(false).chain(of(true)).collect_view().into_any()
        })}
    }.into_any()
}

/// The differences of a kind, as long as they are few, or many.
fn section(found: Memo<Found>, state: Memo<ListState>, number: usize, is_long: bool) -> AnyView {
    let (kind, id, who, what) = KINDS[number];
    let count = Memo::new(move |_| found.with(|found| (found[number].0, found[number].1.len())));
    let is_here = move || {
        let (_, matching) = count.get();
        matching > 0 && (matching > FEW) == is_long
    };
    let words = move || {
        let (all, matching) = count.get();
        let sentence = sentence(all, who, what);
        if matching < all {
            format!("{sentence} · {matching} found")
        } else {
            sentence
        }
    };
    view! { <Show when=is_here>{{
        let all = Systems::expect().all;
        let is_open = Memo::new(move |_| !is_long || state.with(|state| state.more("kind") == Some(id)));
        let own_state = move || {
            if is_long {
                state.get()
            } else {
                ListState::default()
            }
        };
        let page = Memo::new(move |_| {
            let rows = found.with(|found| found[number].1.clone());
            let all = all.get();
            let name = |index: u32| Some(name(&all, difference(&all, index)));
            page_of(rows, &own_state(), |a, b, _, down| {
                in_order(name(*a), name(*b), down)
            })
        });
        let list = ListOf {
            tab: TAB,
            noun: what,
            own: What::People,
            state,
            found: page,
            name: |all, index| name(all, difference(all, index)).to_owned(),
            href: |row, _| mend(&row.all, row.index).0,
            columns: Callback::new(move |()| columns(kind, is_long)),
            opened: Signal::default(),
            selection: None,
        };
        let go = use_go_to(TAB);
        let toggle = move |_| {
            let kind = (!is_open.get_untracked()).then(|| id.to_owned());
            go.run((state.get_untracked().with_more("kind", kind), NavMode::Stay));
        };
        view! {
            <section class="kind" aria-labelledby=id>
                <div class="cluster">
                    <h2 id=id>{words}</h2>
                    {is_long.then(|| view! {
                        <button
                            type="button"
                            class="btn"
                            aria-expanded=move || if is_open.get() { "true" } else { "false" }
                            on:click=toggle
                        >
                            {move || if is_open.get() { "Hide" } else { "Show" }}
                            <span class="visually-hidden">" "{words}</span>
                        </button>
                    })}
                </div>
                <Show when=move || is_open.get()>{table(list)} {is_long.then(|| pages(list))}</Show>
            </section>
        }
    }}</Show> }
    .into_any()
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

/// The columns that say something about a kind; the rows of many can be sorted.
fn columns(kind: Kind, is_long: bool) -> Vec<Column<Row>> {
    let text = |text: &str| text_or_dash(Some(text.to_owned()).filter(|text| !text.is_empty()));
    let mut columns = vec![Column::new("name", "Name", |row: &Row| {
        view! { <span class="name">{name(&row.all, difference(&row.all, row.index)).to_owned()}</span> }
    })];
    columns[0].sort = is_long;
    if !matches!(kind, Kind::SharedAccount | Kind::NoPrimary | Kind::NoMember) {
        columns.push(Column::new("here", "In the console", move |row: &Row| {
            text(&difference(&row.all, row.index).here)
        }));
    }
    if !matches!(kind, Kind::NoAccount | Kind::NoGroup) {
        columns.push(Column::new("there", "On the server", move |row: &Row| {
            text(&difference(&row.all, row.index).there)
        }));
    }
    columns.push(Column::new("mend", "To mend it", |row: &Row| {
        let (href, label) = mend(&row.all, row.index);
        let name = name(&row.all, difference(&row.all, row.index)).to_owned();
        view! {
            <a class="cell-link" href=href>{label}<span class="visually-hidden">{format!(" {name}")}</span></a>
        }
    }));
    columns
}

/// The differences, kind by kind.
fn find(all: &Directory, search: &str) -> Found {
    let of = |kind: Kind| {
        let (mut count, mut matching) = (0, Vec::new());
        for (index, found) in (0..)
            .zip(&all.differences)
            .filter(|(_, found)| found.kind == kind)
        {
            count += 1;
            let texts = [name(all, found), &found.here, &found.there];
            if texts.iter().any(|text| text.to_lowercase().contains(search)) {
                matching.push(index);
            }
        }
        (count, matching)
    };
    KINDS.iter().map(|(kind, ..)| of(*kind)).collect()
}
