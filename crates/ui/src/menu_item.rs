//! The entries of a menu.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// One entry of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// What it does, in words.
    pub label: String,
    /// An icon before the label.
    pub icon: Option<IconName>,
    /// What it does.
    pub action: MenuAction,
    /// Whether it destroys something.
    pub danger: bool,
    /// Why it can't be chosen now; shown under the label.
    pub disabled_reason: Option<String>,
}

/// What an entry does.
#[derive(Clone)]
pub enum MenuAction {
    /// Leads there.
    Link(String),
    /// Does that.
    Press(Callback<()>),
}

impl MenuItem {
    /// An entry that leads somewhere.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self::new(label.into(), MenuAction::Link(href.into()))
    }

    /// An entry that does something.
    pub fn press(label: impl Into<String>, on_press: Callback<()>) -> Self {
        Self::new(label.into(), MenuAction::Press(on_press))
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

    /// Not to be chosen, if there is a reason.
    #[must_use]
    pub fn disabled(mut self, reason: Option<String>) -> Self {
        self.disabled_reason = reason;
        self
    }
}

/// An entry on the screen.
#[component]
pub(super) fn MenuEntry(
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
        MenuAction::Link(href) if !disabled => view! {
            <a role="menuitem" tabindex="-1" class=class href=href data-noscroll="" on:click=move |_| dismiss.run(())>
                {inner}
            </a>
        }.into_any(),
        action => {
            let press = move |_| {
                if let (MenuAction::Press(press), false) = (&action, disabled) {
                    let press = *press;
                    dismiss.run(());
                    press.run(());
                }
            };
            view! {
                <button
                    type="button"
                    role="menuitem"
                    tabindex="-1"
                    class=class
                    aria-disabled=disabled.then_some("true")
                    on:click=press
                >
                    {inner}
                </button>
            }.into_any()
        }
    }
}
