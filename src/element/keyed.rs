//! Lists whose rows stay what they are when others come, go or change places.

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use leptos::web_sys;
use send_wrapper::SendWrapper;

use super::client::drawn_in_the_browser_alone;
use crate::reactive::dynamic;

/// Draws a row for each item. A row is kept as long as there is an item with its key, and drawn once: what changes it must
/// change the key, or be a signal.
pub fn keyed<T: Send + Sync + 'static>(
    items: impl Fn() -> Vec<T> + Send + Sync + 'static,
    key: fn(&T) -> String,
    draw: impl Fn(T) -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView {
    // What a row owns lives as long as the row, and not until the list changes.
    let owner = Owner::current().unwrap_or_default();
    dynamic(move || {
        let rows = items().into_iter().map(|item| {
            let draw = draw.clone();
            Row {
                key: key(&item),
                draw: Box::new(move || draw(item)),
            }
        });
        List(SendWrapper::new((owner.clone(), rows.collect())))
    })
}

struct Row {
    key: String,
    draw: Box<dyn FnOnce() -> AnyView>,
}

/// The rows that are to be there, and whose children their owners are.
struct List(SendWrapper<(Owner, Vec<Row>)>);

struct RowState {
    key: String,
    view: AnyViewState,
    /// Dropped with the row, and with it whatever the row has made.
    owner: Owner,
}

impl Drop for RowState {
    fn drop(&mut self) {
        self.owner.cleanup();
    }
}

/// Rows that stand in the document, and the comment behind them.
struct ListState {
    rows: Vec<RowState>,
    end: web_sys::Comment,
}

fn build_row(parent: &Owner, row: Row) -> RowState {
    let owner = parent.child();
    let view = owner.with(|| (row.draw)().build());
    RowState {
        key: row.key,
        view,
        owner,
    }
}

impl ListState {
    /// Puts the rows into the document in their order; those that stand where they belong aren't touched, and keep the
    /// focus.
    fn arrange(&mut self) {
        let Some(parent) = self.end.parent_element() else {
            return;
        };
        let mut next: web_sys::Node = self.end.clone().into();
        for row in self.rows.iter_mut().rev() {
            let first = row.view.elements().into_iter().next();
            let stands = first
                .as_ref()
                .is_some_and(|first| first.next_sibling().as_ref() == Some(&next));
            if !stands {
                row.view.mount(&parent, Some(&next));
            }
            if let Some(first) = first {
                next = first.into();
            }
        }
    }
}

impl Render for List {
    type State = ListState;

    fn build(self) -> ListState {
        let (owner, rows) = self.0.take();
        ListState {
            rows: rows.into_iter().map(|row| build_row(&owner, row)).collect(),
            end: document().create_comment(""),
        }
    }

    fn rebuild(self, state: &mut ListState) {
        let (owner, rows) = self.0.take();
        let mut old: Vec<Option<RowState>> = state.rows.drain(..).map(Some).collect();
        for (index, row) in rows.into_iter().enumerate() {
            let has_key = |old: &Option<RowState>| old.as_ref().is_some_and(|old| old.key == row.key);
            // Most rows stay where they are.
            let place = match old.get(index) {
                Some(same) if has_key(same) => Some(index),
                _ => old.iter().position(has_key),
            };
            let kept = place.and_then(|place| old.get_mut(place)).and_then(Option::take);
            state.rows.push(kept.unwrap_or_else(|| build_row(&owner, row)));
        }
        for mut gone in old.into_iter().flatten() {
            gone.view.unmount();
        }
        state.arrange();
    }
}

impl Mountable for ListState {
    fn unmount(&mut self) {
        for row in &mut self.rows {
            row.view.unmount();
        }
        self.end.unmount();
    }

    fn mount(&mut self, parent: &web_sys::Element, marker: Option<&web_sys::Node>) {
        for row in &mut self.rows {
            row.view.mount(parent, marker);
        }
        self.end.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.rows.first() {
            Some(row) => row.view.insert_before_this(child),
            None => self.end.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<web_sys::Element> {
        self.rows.iter().flat_map(|row| row.view.elements()).collect()
    }
}

drawn_in_the_browser_alone!(List, ListState);
