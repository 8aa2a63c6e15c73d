//! One row of a table.

use std::sync::Arc;

use leptos::ev::MouseEvent;
use leptos::html::A;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use super::column::Column;
use super::selection::Selection;
use crate::{Icon, IconName, Menu, MenuItem, selects_text};

/// What all rows of a table share.
pub(super) struct Rows<T: 'static> {
    pub(super) columns: Arc<Vec<Column<T>>>,
    pub(super) name: fn(&T) -> String,
    pub(super) href: Option<Callback<T, String>>,
    pub(super) actions: Option<Callback<T, Vec<MenuItem>>>,
    pub(super) selection: Option<Selection<T>>,
    pub(super) selected: Signal<Option<String>>,
}

impl<T: Clone + Send + Sync + 'static> Rows<T> {
    pub(super) fn row(&self, row: T) -> AnyView {
        let link = NodeRef::<A>::new();
        let href = self.href;
        let name = (self.name)(&row);
        let selected = self.selected;
        let compared = name.clone();
        let current = move || selected.with(|selected| selected.as_deref() == Some(compared.as_str()));
        let class = if href.is_some() { "row-link" } else { "" };
        let mut cells = Vec::with_capacity(self.columns.len());
        for (index, column) in self.columns.iter().enumerate() {
            let content = (column.cell)(&row);
            let class = column.class();
            cells.push(if index == 0 {
                let content = match href {
                    // Asked each time: a row outlives a change of the list's state, which its address keeps.
                    Some(href) => {
                        let row = row.clone();
                        let href = move || href.run(row.clone());
                        view! { <a class="row-name" href=href data-noscroll="" node_ref=link>{content}</a> }
                            .into_any()
                    }
                    None => content,
                };
                view! { <th scope="row" class=class>{content}</th> }.into_any()
            } else {
                view! { <td class=class data-label=column.header>{content}</td> }.into_any()
            });
        }
        let choice = self.selection.map(|selection| selection.cell(&row, &name));
        let actions = self.actions.map(|actions| {
            let items = Signal::derive(move || actions.run(row.clone()));
            view! {
                <td class="row-actions">
                    <Menu label=format!("Actions for {name}") items trigger=|| view! { <Icon name=IconName::More/> }/>
                </td>
            }
        });
        // A convenience for the mouse: whoever uses the keyboard has the link.
        let click = move |event: MouseEvent| {
            if let Some(link) = link.get_untracked()
                && !is_for_itself(&event)
                && !selects_text()
            {
                // The link's own click bubbles to this very handler, which can't be entered twice at once.
                queue_microtask(move || link.click());
            }
        };
        view! {
            <tr class=class aria-current=move || current().then_some("true") on:click=click>
                {choice}
                {cells}
                {actions}
            </tr>
        }
        .into_any()
    }
}

/// Whether what was clicked does something of its own.
fn is_for_itself(event: &MouseEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        let own = target.closest("a, button, input, select, label, summary, [popover]");
        own.is_ok_and(|own| own.is_some())
    })
}
