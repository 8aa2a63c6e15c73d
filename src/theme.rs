//! Light or dark: the system's setting, until the person chooses.

use leptos::prelude::*;

use crate::browser;
use crate::reactive::effect;

/// Under this key `boot.js` finds the choice before the first paint.
const KEY: &str = "nodeum-admin.theme";

/// What the person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// What the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All choices, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// How it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::System => "Same as system",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    fn stored(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    fn from_stored(text: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|theme| theme.stored() == Some(text))
            .unwrap_or_default()
    }
}

/// The choice, for the whole app.
#[derive(Clone, Copy)]
pub struct ThemeChoice(RwSignal<Theme>);

impl ThemeChoice {
    /// Reads the stored choice and keeps the document in step with it.
    pub fn provide() {
        let stored = browser::local_storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        let choice = Self(RwSignal::new(
            stored.as_deref().map(Theme::from_stored).unwrap_or_default(),
        ));
        provide_context(choice);
        effect(move || apply(choice.0.get()));
        // Another tab chose.
        browser::on_window_event("storage", false, move |_| {
            let stored = browser::local_storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
            choice
                .0
                .set(stored.as_deref().map(Theme::from_stored).unwrap_or_default());
        });
    }

    /// The choice of the app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// What is chosen; tracked.
    pub fn get(self) -> Theme {
        self.0.get()
    }

    /// Chooses, and remembers it in this browser.
    pub fn set(self, theme: Theme) {
        self.0.set(theme);
        let stored = browser::local_storage().is_some_and(|storage| match theme.stored() {
            Some(text) => storage.set_item(KEY, text).is_ok(),
            None => storage.remove_item(KEY).is_ok(),
        });
        if !stored {
            browser::log_warning("The theme can't be stored: it holds until the next reload.");
        }
    }
}

fn apply(theme: Theme) {
    let Some(root) = browser::document().and_then(|document| document.document_element()) else {
        return;
    };
    let done = match theme.stored() {
        Some(text) => root.set_attribute("data-theme", text),
        None => root.remove_attribute("data-theme"),
    };
    if done.is_err() {
        browser::log_warning("the theme could not be applied");
    }
}
