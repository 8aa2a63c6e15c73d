//! A kind of difference: what it means, what to do, and whom it concerns.

use std::sync::Arc;

use leptos::prelude::*;

use super::cells;
use super::differences::{Difference, DifferenceKind, Subject};
use super::set_aside::SetAside;
use super::source_view::capitalize;
use crate::layouts::focus_when_drawn;
use crate::paths;
use crate::query::{ListNavigation, ListState, ListView, in_order, page_of};
use crate::system_accounts::{AccountSource, SystemAccounts};
use ui::table::{Column, Table};

/// A row; the text of thousands isn’t copied.
pub type DifferenceRow = Arc<Difference>;

/// What a kind of difference asks of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Concern {
    /// Somebody should look at it.
    Check,
    /// It is good to know.
    NoFault,
    /// The person doesn't want to be told.
    SetAside,
}

impl Concern {
    /// All of them, in their order on the page.
    pub const ALL: [Self; 3] = [Self::Check, Self::NoFault, Self::SetAside];

    /// The heading over its kinds.
    pub fn title(self) -> &'static str {
        match self {
            Self::Check => "To check",
            Self::NoFault => "Nothing to fix",
            Self::SetAside => "Set aside",
        }
    }
}

/// A kind of difference on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DifferenceSection {
    /// Under which heading it stands.
    pub concern: Concern,
    /// The kind.
    pub kind: DifferenceKind,
    /// Whether it opens and closes, and has pages.
    pub is_folded: bool,
}

/// The differences of a kind. A folded section has an order and pages, which the address keeps.
#[component]
pub fn KindSection(
    /// What is shown.
    section: DifferenceSection,
    /// All sections of the same concern.
    all: Memo<Vec<DifferenceSection>>,
    /// The differences of all kinds.
    differences: Memo<Vec<DifferenceRow>>,
    /// Those that match the search.
    found: Memo<Vec<DifferenceRow>>,
    /// The state of the tab.
    navigation: ListNavigation,
) -> impl IntoView {
    let set_aside = SetAside::expect();
    let DifferenceSection {
        concern,
        kind,
        is_folded,
    } = section;
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
    let is_open = Memo::new(move |_| !is_folded || state.with(|state| state.more("kind") == Some(id)));
    let fold = move |_| {
        let kind = (!is_open.get_untracked()).then(|| id.to_owned());
        navigation.set_more("kind", kind);
    };
    let query = SystemAccounts::expect().status(AccountSource::ConsoleUsers);
    let page = Memo::new(move |_| {
        let state = if is_folded {
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
                columns=columns(kind, is_folded)
                rows=Signal::derive(move || page.with(|page| page.rows.clone()))
                key=|row: &DifferenceRow| format!("{:?} {} {} {}", row.subject, row.name, row.in_console, row.on_server)
                row_name=|row: &DifferenceRow| row.name.clone()
                row_href=|row: DifferenceRow| fix(&row).0
                sort=navigation.sort()
                on_sort=move |request| navigation.sort_by(request)
                busy=query.loading
            />
        }
    };
    let aside_label = match concern {
        Concern::SetAside => "Bring back",
        _ => "Set aside",
    };
    view! {
        <section class="kind" aria-labelledby=id>
            <div class="cluster">
                <h3 id=id>{heading}</h3>
                {is_folded.then(|| view! {
                    <button type="button" class="btn" aria-expanded=move || is_open.get().to_string() on:click=fold>
                        {move || if is_open.get() { "Hide" } else { "Show" }}
                        <span class="visually-hidden">" "{heading}</span>
                    </button>
                })}
                <button
                    type="button"
                    class="link kind-aside"
                    id=aside_id(kind)
                    title=move || set_aside.disabled_reason()
                    aria-disabled=move || set_aside.disabled_reason().map(|_| "true")
                    on:click=move |_| {
                        if untrack(|| set_aside.disabled_reason()).is_none() {
                            toggle_aside(set_aside, kind, &all.get_untracked());
                        }
                    }
                >
                    {aside_label}
                    <span class="visually-hidden">" "{heading}</span>
                </button>
            </div>
            <Show when=move || is_open.get() || concern != Concern::SetAside>
                <p class="muted prose">{kind.advice()}</p>
            </Show>
            {move || match (is_open.get(), is_folded) {
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

fn aside_id(kind: DifferenceKind) -> String {
    format!("aside-{}", kind.slug())
}

/// Sets a kind aside or takes it back. It goes elsewhere, so the focus goes on to the next of its neighbours.
fn toggle_aside(set_aside: SetAside, kind: DifferenceKind, neighbours: &[DifferenceSection]) {
    set_aside.toggle(kind);
    let position = neighbours
        .iter()
        .position(|section| section.kind == kind)
        .unwrap_or_default();
    let next = neighbours
        .get(position + 1)
        .or_else(|| neighbours.get(position.checked_sub(1)?));
    focus_when_drawn(format!(
        "#{}",
        aside_id(next.map_or(kind, |section| section.kind))
    ));
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

/// The columns that say something about a kind; the rows of a folded one can be sorted.
fn columns(kind: DifferenceKind, is_folded: bool) -> Vec<Column<DifferenceRow>> {
    use DifferenceKind::{AccountGone, NeverAccount, NoMember, NoPrimaryGroup, SharedSystemUid};
    let text = |text: &str| match text {
        "" => cells::none(),
        text => text.to_owned().into_any(),
    };
    let mut name = Column::new("name", "Name", |row: &DifferenceRow| {
        view! { <span class="name">{row.name.clone()}</span> }
    });
    name.sort = is_folded;
    let mut columns = vec![name];
    if !matches!(kind, SharedSystemUid | NoPrimaryGroup | NoMember) {
        let in_console = move |row: &DifferenceRow| text(&row.in_console);
        columns.push(Column::new("console", "In the console", in_console));
    }
    if !matches!(kind, AccountGone | NeverAccount) {
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
