//! Menus.

use leptos::children::ViewFn;
use leptos::ev::{self, KeyboardEvent};
use leptos::html::{Button, Div};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use super::dom::{Align, float, focus, focused, unique_id};
use super::icon::{Icon, IconName};

/// An entry of a menu: `MenuItem::press("Delete…", delete).icon(IconName::Trash).danger()`.
#[derive(Clone)]
pub struct MenuItem {
    label: String,
    icon: Option<IconName>,
    action: MenuAction,
    danger: bool,
    disabled_reason: Option<String>,
}

#[derive(Clone)]
enum MenuAction {
    Link(String),
    Press(Callback<()>),
}

impl MenuItem {
    /// An entry that leads somewhere.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self::new(label.into(), MenuAction::Link(href.into()))
    }

    /// An entry that does something.
    pub fn press(label: impl Into<String>, on_press: impl Into<Callback<()>>) -> Self {
        Self::new(label.into(), MenuAction::Press(on_press.into()))
    }

    fn new(label: String, action: MenuAction) -> Self {
        Self {
            label,
            icon: None,
            action,
            danger: false,
            disabled_reason: None,
        }
    }

    /// With an icon.
    #[must_use]
    pub fn icon(mut self, icon: IconName) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Marked as destroying something.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Not to be pressed, if there is a reason, which is shown under the label.
    #[must_use]
    pub fn disabled(mut self, reason: Option<String>) -> Self {
        self.disabled_reason = reason;
        self
    }
}

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
) -> impl IntoView {
    let id = unique_id("menu");
    let button = NodeRef::<Button>::new();
    let popover = NodeRef::<Div>::new();
    let open = RwSignal::new(false);

    let hide = move || {
        if let Some(popover) = popover.try_get_untracked().flatten() {
            drop(popover.hide_popover());
        }
    };
    let dismiss = Callback::new(move |()| {
        hide();
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
            request_animation_frame(move || {
                if let Some(button) = button.try_get_untracked().flatten() {
                    float(&popover, &button, Align::End);
                    drop(popover.set_attribute("data-placed", ""));
                    if let Some(first) = menu_items(&popover).first() {
                        focus(first);
                    }
                }
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
            key => match item_for_key(&menu_items(&popover), key) {
                Some(item) => focus(&item),
                None => return,
            },
        }
        event.prevent_default();
        event.stop_propagation();
    };
    // What it belongs to scrolls away from under it, unless that stays where it is, as in a bar at the top of the page.
    let top = move || {
        let button = button.try_get_untracked().flatten();
        button.map(|button| button.get_bounding_client_rect().top())
    };
    Effect::new(move |_| {
        if open.get() {
            let opened_at = top();
            let handle = window_event_listener(ev::scroll, move |_| {
                if top() != opened_at {
                    hide();
                }
            });
            on_cleanup(move || handle.remove());
        }
    });
    let entries = move || {
        view! {
            <div role="menu" aria-label=label>
                {items.get().into_iter().map(|item| view! { <MenuEntry item dismiss/> }).collect_view()}
            </div>
        }
    };
    view! {
        <button
            type="button"
            class="btn btn-quiet menu-trigger"
            node_ref=button
            popovertarget=id.clone()
            aria-label=label
            aria-haspopup="menu"
            aria-expanded=move || open.get().to_string()
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
            {move || open.get().then(entries)}
        </div>
    }
}

#[component]
fn MenuEntry(
    item: MenuItem,
    /// Closes the menu and gives the focus back, before anything happens.
    dismiss: Callback<()>,
) -> impl IntoView {
    let class = if item.danger {
        "menu-item menu-danger"
    } else {
        "menu-item"
    };
    let disabled = item.disabled_reason.is_some();
    let inner = view! {
        {item.icon.map(|name| view! { <Icon name/> })}
        <span class="menu-text">
            {item.label}
            {item.disabled_reason.map(|reason| view! { <small class="menu-reason">{reason}</small> })}
        </span>
    };
    match item.action {
        MenuAction::Link(href) => view! {
            <a role="menuitem" tabindex="-1" class=class href=href data-noscroll="" on:click=move |_| dismiss.run(())>
                {inner}
            </a>
        }
        .into_any(),
        MenuAction::Press(on_press) => view! {
            <button
                type="button"
                role="menuitem"
                tabindex="-1"
                class=class
                aria-disabled=disabled.then_some("true")
                on:click=move |_| {
                    if !disabled {
                        dismiss.run(());
                        on_press.run(());
                    }
                }
            >
                {inner}
            </button>
        }
        .into_any(),
    }
}

/// The entries as they are on the screen.
fn menu_items(popover: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(nodes) = popover.query_selector_all("[role=menuitem]") else {
        return Vec::new();
    };
    let nodes = (0..nodes.length()).filter_map(|index| nodes.item(index));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

/// The entry to which a key moves the focus: an arrow, Home, End, or the first letter of its text.
fn item_for_key(items: &[HtmlElement], key: &str) -> Option<HtmlElement> {
    let here = focused().and_then(|focused| items.iter().position(|item| *item == focused));
    let before = &items[..here.unwrap_or(0)];
    let after = &items[here.map_or(0, |here| here + 1)..];
    let item = match key {
        "ArrowDown" => after.first().or(items.first()),
        "ArrowUp" => before.last().or(items.last()),
        "Home" => items.first(),
        "End" => items.last(),
        letter if letter.chars().count() == 1 && letter != " " => {
            let letter = letter.to_lowercase();
            let starts = |item: &&HtmlElement| {
                let text = item.text_content().unwrap_or_default();
                text.to_lowercase().starts_with(&letter)
            };
            after.iter().chain(items).find(starts)
        }
        _ => None,
    };
    item.cloned()
}
