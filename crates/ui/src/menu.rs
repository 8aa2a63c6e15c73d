//! Menus.

use leptos::children::ViewFn;
use leptos::ev::{self, KeyboardEvent};
use leptos::html::{Button, Div};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlElement, Node};

use super::dom::{focus, focused, next_frame, unique_id};
use super::floating::{Align, float};
use super::menu_item::{MenuEntry, MenuItem};

/// A button that opens a menu. The menu is in the top layer, so that no table cuts it off; its entries exist only while it
/// is open, so that a long table stays light.
#[component]
pub fn Menu(
    /// The accessible name of the button.
    #[prop(into)]
    label: Signal<String>,
    /// What the button shows: `trigger=|| view! { <Icon name=IconName::More/> }`.
    #[prop(into)]
    trigger: ViewFn,
    /// The entries.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// Which of its sides is aligned with the button's.
    #[prop(default = Align::End)]
    align: Align,
    /// What stands over the entries: `heading=|| view! { … }`.
    #[prop(optional, into)]
    heading: Option<ViewFn>,
) -> impl IntoView {
    let id = unique_id("menu");
    let button = NodeRef::<Button>::new();
    let popover = NodeRef::<Div>::new();
    let open = RwSignal::new(false);
    let heading = StoredValue::new(heading);

    let dismiss = Callback::new(move |()| {
        if let Some(popover) = popover.try_get_untracked().flatten() {
            drop(popover.hide_popover());
        }
        if let Some(button) = button.try_get_untracked().flatten() {
            focus(&button);
        }
    });
    let toggled = move |_| {
        let Some(popover) = popover.try_get_untracked().flatten() else {
            return;
        };
        let is_open = popover.matches(":popover-open").unwrap_or_default();
        open.try_set(is_open);
        if is_open {
            next_frame(move || {
                let Some(button) = button.try_get_untracked().flatten() else {
                    return;
                };
                float(&popover, &button, align);
                drop(popover.set_attribute("data-placed", ""));
                Items::of(&popover).focus(0);
            });
        } else {
            drop(popover.remove_attribute("data-placed"));
        }
    };
    let keydown = move |event: KeyboardEvent| {
        let Some(popover) = popover.try_get_untracked().flatten() else {
            return;
        };
        match event.key().as_str() {
            "Escape" => dismiss.run(()),
            // The focus goes on from the button.
            "Tab" => return dismiss.run(()),
            key => {
                if !Items::of(&popover).move_focus(key) {
                    return;
                }
            }
        }
        event.prevent_default();
        event.stop_propagation();
    };
    // What it belongs to would scroll away from under it.
    Effect::new(move |_| {
        if open.get() {
            let handle = window_event_listener(ev::scroll, move |_| {
                if let Some(popover) = popover.try_get_untracked().flatten() {
                    drop(popover.hide_popover());
                }
            });
            on_cleanup(move || handle.remove());
        }
    });
    view! {
        <button
            type="button"
            class="btn btn-quiet menu-trigger"
            node_ref=button
            popovertarget=id.clone()
            aria-label=label
            aria-haspopup="menu"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            on:keydown=move |event: KeyboardEvent| {
                if event.key() == "ArrowDown" && let Some(popover) = popover.try_get_untracked().flatten() {
                    event.prevent_default();
                    drop(popover.show_popover());
                }
            }
        >
            {move || trigger.run()}
        </button>
        <div class="menu" popover="auto" id=id node_ref=popover on:toggle=toggled on:keydown=keydown>
            {move || {
                open.get()
                    .then(|| {
                        view! {
                            {heading
                                .get_value()
                                .map(|heading| view! { <div class="menu-heading">{heading.run()}</div> })}
                            <div role="menu" aria-label=label>
                                {items.get().into_iter().map(|item| view! { <MenuEntry item dismiss/> }).collect_view()}
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// The entries as they are on the screen.
struct Items(Vec<HtmlElement>);

impl Items {
    fn of(popover: &HtmlElement) -> Self {
        let Ok(nodes) = popover.query_selector_all("[role=menuitem]") else {
            return Self(Vec::new());
        };
        let items = (0..nodes.length())
            .filter_map(|index| nodes.item(index))
            .filter_map(|node: Node| node.dyn_into().ok());
        Self(items.collect())
    }

    fn focus(&self, index: usize) {
        if let Some(item) = self.0.get(index) {
            focus(item);
        }
    }

    /// Whether the key was one that moves the focus.
    fn move_focus(&self, key: &str) -> bool {
        let count = self.0.len();
        let here = focused().and_then(|focused| self.0.iter().position(|item| *item == focused));
        let next = here.map_or(0, |here| here + 1);
        let index = match key {
            "ArrowDown" => next,
            "ArrowUp" => here.unwrap_or(0) + count.saturating_sub(1),
            "Home" => 0,
            "End" => count.saturating_sub(1),
            key => {
                let starts = |index: &usize| self.starts_with(index % count.max(1), key);
                match (next..next + count).find(starts) {
                    Some(index) => index,
                    None => return false,
                }
            }
        };
        self.focus(index % count.max(1));
        true
    }

    fn starts_with(&self, index: usize, letter: &str) -> bool {
        let text = self.0.get(index).and_then(|item| item.text_content());
        let is_letter = letter.chars().count() == 1 && letter != " ";
        is_letter && text.is_some_and(|text| text.to_lowercase().starts_with(&letter.to_lowercase()))
    }
}
