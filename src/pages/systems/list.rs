//! What the lists of accounts, of groups and of differences have in common.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::load::{List, Shared, Systems, What, reason};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::query::{ListState, LocalPage};
use crate::time;
use ui::table::{Column, Pagination, Selection, Sort, Table};
use ui::{ErrorState, Notice, Skeleton, Tone};

/// One row of a list: where it stands among all.
#[derive(Clone)]
pub struct Row {
    /// Everything.
    pub all: Shared,
    /// Its place in its list.
    pub index: u32,
    /// What it is called.
    name: fn(&Shared, u32) -> String,
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all && self.index == other.index
    }
}

/// The ids of the rows that are chosen, and why a row can't be.
pub type Choosing = (RwSignal<BTreeSet<String>>, Callback<Row, Option<String>>);

/// A list, as its tab describes it.
#[derive(Clone, Copy)]
pub struct ListOf {
    /// The tab: `users`, `groups` or `differences`.
    pub tab: &'static str,
    /// What it lists, in the plural.
    pub noun: &'static str,
    /// Whose loading it tells of.
    pub own: What,
    /// Its state.
    pub state: Memo<ListState>,
    /// The rows of the page.
    pub found: Memo<LocalPage<u32>>,
    /// What a row is called.
    pub name: fn(&Shared, u32) -> String,
    /// Where a row leads, given its address' query.
    pub href: fn(&Row, &str) -> String,
    /// The columns.
    pub columns: Callback<(), Vec<Column<Row>>>,
    /// The name of the row that is open.
    pub opened: Signal<Option<String>>,
    /// Which rows are chosen, where rows can be.
    pub selection: Option<Choosing>,
}

/// Puts another state of a list into the address.
pub fn use_go_to(tab: &'static str) -> Callback<(ListState, NavMode)> {
    let go = use_navigate_to();
    Callback::new(move |(state, how): (ListState, NavMode)| {
        go.run((paths::systems(tab, &state.to_query()), how));
    })
}

/// What stands in the place of a list: that it is loading, that it failed, `nothing` if it is empty, and else its `rows`. One of
/// the lists that it is `of` must be here when all have answered, or there is nothing to show.
pub fn faces(
    of: Vec<What>,
    is_empty: Memo<bool>,
    nothing: Callback<(), AnyView>,
    rows: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let systems = Systems::expect();
    let lists: Vec<List> = of.iter().map(|what| systems.list(*what)).collect();
    let outcomes: Vec<_> = lists.iter().map(|list| (list.data(), list.error())).collect();
    // What is here, or why it isn't; nothing as long as neither is known.
    let face = Memo::new(move |_| {
        let mut error = None;
        let mut is_here = false;
        for (data, failure) in &outcomes {
            if data.with(Option::is_some) {
                is_here = true;
            } else {
                error = Some(failure.get()?);
            }
        }
        Some(error.filter(|_| !is_here))
    });
    let retry = Callback::new(move |()| lists.iter().for_each(|list| list.reload()));
    (move || match face.get() {
        Some(None) if is_empty.get() => nothing.run(()),
        Some(None) => rows(),
        Some(Some(error)) => view! {
            <ErrorState
                title=format!("{} couldn’t be loaded", capital(list_name(of[0])))
                message=reason(&error)
                details=error.details()
                on_retry=Some(retry)
            />
        }
        .into_any(),
        None => view! { <Skeleton rows=8/> }.into_any(),
    })
    .into_any()
}

/// The list of one tab, with its faces.
pub fn list(list: ListOf, nothing: Callback<(), AnyView>) -> AnyView {
    let is_empty = Memo::new(move |_| list.found.with(|found| found.total == 0));
    faces(vec![list.own], is_empty, nothing, move || {
        view! { {table(list)} {pages(list)} }.into_any()
    })
}

/// The rows of a page.
pub fn table(list: ListOf) -> AnyView {
    let systems = Systems::expect();
    let ListOf {
        state, found, href, ..
    } = list;
    let rows = Memo::new(move |_| {
        let all = systems.all.get();
        let row = |index| Row {
            all: all.clone(),
            index,
            name: list.name,
        };
        found.with(|found| found.rows.iter().copied().map(row).collect::<Vec<Row>>())
    });
    let go = use_go_to(list.tab);
    let selection = list.selection.map(|(chosen, refusal)| {
        Selection::new(chosen, |row: &Row| (row.name)(&row.all, row.index)).except(refusal)
    });
    // The query as it is, so that a row's address keeps the state of the list.
    let href = Callback::new(move |row: Row| href(&row, &state.get().to_query()));
    view! {
        <Table
            caption=capital(list.noun)
            columns=list.columns.run(())
            rows=rows
            key=|row: &Row| format!("{}-{}", row.all.stamp, row.index)
            row_name=|row: &Row| (row.name)(&row.all, row.index)
            row_href=href
            selection=selection
            sort=Signal::derive(move || state.get().sort)
            on_sort=Callback::new(move |sort: Sort| go.run((state.get_untracked().with_sort(sort), NavMode::Stay)))
            selected_row=list.opened
            busy=systems.list(list.own).loading()
        />
    }.into_any()
}

/// When a list was loaded.
pub fn loaded(what: What) -> Signal<String> {
    let list = Systems::expect().list(what);
    let (at, loading) = (list.loaded_at(), list.loading());
    Signal::derive(move || match at.get() {
        _ if loading.get() => "loading…".to_owned(),
        Some(at) => format!("loaded {}", time::relative(at, time::use_now().get())),
        None => String::new(),
    })
}

/// The pages of a list.
pub fn pages(list: ListOf) -> AnyView {
    let ListOf {
        tab, state, found, ..
    } = list;
    let note = loaded(list.own);
    let go = use_go_to(tab);
    view! {
        <Pagination
            page=Signal::derive(move || found.with(|found| found.page))
            page_size=Signal::derive(move || state.get().size)
            shown=Signal::derive(move || found.with(|found| found.rows.len() as u64))
            total=Signal::derive(move || Some(found.with(|found| found.total)))
            on_page=Callback::new(move |page| go.run((state.get_untracked().with_page(page), NavMode::Push)))
            on_size=Callback::new(move |size| go.run((state.get_untracked().with_size(size), NavMode::Push)))
            note=note
        />
    }
    .into_any()
}

/// What couldn't be loaded, with what follows from it and a way to try again; lists that fail alike are told together. `own` is
/// the tab's own list: where that isn't here at all, it is said in the place of the rows.
pub fn missing(own: Option<What>, without: &'static [(What, &'static str)]) -> AnyView {
    let systems = Systems::expect();
    let lists: Vec<_> = own
        .map(|own| (own, ""))
        .into_iter()
        .chain(without.iter().copied())
        .map(|(what, consequence)| {
            let list = systems.list(what);
            (what, consequence, list.error(), list.data())
        })
        .collect();
    (move || {
        let mut alike: Vec<(String, Vec<What>, Vec<&str>)> = Vec::new();
        for (what, consequence, error, data) in &lists {
            let is_old = data.with(Option::is_some);
            let Some(error) = error.get().filter(|_| is_old || own != Some(*what)) else {
                continue;
            };
            let consequence = if is_old {
                "What you see of them was loaded earlier."
            } else {
                consequence
            };
            let reason = reason(&error);
            match alike.iter_mut().find(|(own, ..)| *own == reason) {
                Some((_, lists, consequences)) => {
                    lists.push(*what);
                    if !consequences.contains(&consequence) {
                        consequences.push(consequence);
                    }
                }
                None => alike.push((reason, vec![*what], vec![consequence])),
            }
        }
        let notice = move |(reason, lists, consequences): (String, Vec<What>, Vec<&str>)| {
            let names: Vec<&str> = lists.iter().map(|what| list_name(*what)).collect();
            let title = format!("{} couldn’t be loaded", capital(&names.join(" and ")));
            let text = format!("{reason} {} ", consequences.join(" "));
            let again = move |_| lists.iter().for_each(|what| systems.list(*what).reload());
            view! {
                <div class="above">
                    <Notice tone=Tone::Warning title=title>
                        {text}
                        <button type="button" class="link" on:click=again>"Try again"</button>
                    </Notice>
                </div>
            }
        };
        alike.into_iter().map(notice).collect_view()
    })
    .into_any()
}

/// What a list is called.
fn list_name(what: What) -> &'static str {
    match what {
        What::Accounts => "system users",
        What::Groups => "system groups",
        What::People => "console users",
    }
}

fn capital(text: &str) -> String {
    let (first, rest) = text.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}
