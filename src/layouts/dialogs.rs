//! The dialogs that open from everywhere: the search, and the list of the shortcuts.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;

use crate::browser;
use crate::command_palette::CommandPalette;
use crate::drafts;
use crate::sections::{self, Section, lazy_drawer};
use crate::session::Session;
use crate::shortcuts::{SEARCH, SHOW_SHORTCUTS, key_names};
use crate::unsaved::Unsaved;
use ui::{Dialog, Drawer, Icon, IconName, use_single_key};

/// A dialog that opens from everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameDialog {
    /// Finds pages, actions and records.
    Search,
    /// Lists the shortcuts.
    Shortcuts,
    /// Lists what was asked of the server.
    Activity,
}

/// Which of these dialogs is open, if any: `FrameDialogs::provide`, then `FrameDialogs::expect`.
#[derive(Clone, Copy)]
pub struct FrameDialogs {
    open: RwSignal<Option<FrameDialog>>,
    /// It lives longer than what asks for it: a question about changes may be answered later.
    sign_out: Callback<()>,
}

impl FrameDialogs {
    /// Makes them known to everything in the frame, and listens to their shortcuts.
    pub fn provide() {
        let session = Session::expect();
        let dialogs = Self {
            open: RwSignal::new(None),
            sign_out: Callback::new(move |()| {
                drafts::remove_all(session);
                session.sign_out();
            }),
        };
        provide_context(dialogs);
        let handle = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
            let is_chord = event.ctrl_key() != event.meta_key() && !event.alt_key() && !event.shift_key();
            if is_chord && event.key().eq_ignore_ascii_case("k") {
                event.prevent_default();
                // Whoever has to sign in again does that first.
                if session.is_lapsed() {
                    return;
                }
                match dialogs.open.get_untracked() {
                    Some(FrameDialog::Search) => dialogs.close(),
                    _ => dialogs.open(FrameDialog::Search),
                }
            }
        });
        on_cleanup(move || handle.remove());
        use_single_key(SHOW_SHORTCUTS, move || dialogs.open(FrameDialog::Shortcuts));
    }

    /// Those of the frame around this.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Opens one in the place of the other.
    pub fn open(self, dialog: FrameDialog) {
        self.open.set(Some(dialog));
    }

    /// Closes the one that is open.
    pub fn close(self) {
        self.open.set(None);
    }

    /// Signs out, after asking if there are changes.
    pub fn sign_out(self) {
        Unsaved::expect().leave(self.sign_out);
    }
}

/// The dialog that is open.
#[component]
pub fn OpenDialog() -> impl IntoView {
    let dialogs = FrameDialogs::expect();
    let close = Callback::new(move |()| dialogs.close());
    move || match dialogs.open.get() {
        Some(FrameDialog::Search) => view! { <CommandPalette on_close=close/> }.into_any(),
        Some(FrameDialog::Shortcuts) => lazy_drawer(sections::shortcuts, |content| {
            let dialogs = FrameDialogs::expect();
            let on_close = move |()| dialogs.close();
            view! { <Dialog title="Keyboard shortcuts" on_close>{content}</Dialog> }.into_any()
        }),
        Some(FrameDialog::Activity) => lazy_drawer(sections::activity, |content| {
            let dialogs = FrameDialogs::expect();
            let on_close = move |()| dialogs.close();
            view! { <Drawer title="Activity" on_close>{content}</Drawer> }.into_any()
        }),
        None => ().into_any(),
    }
}

/// Opens the search, and says by which keys.
#[component]
pub fn SearchButton() -> impl IntoView {
    let dialogs = FrameDialogs::expect();
    let keys = key_names(SEARCH, browser::has_command_key());
    let keyshortcuts = if browser::has_command_key() {
        "Meta+K"
    } else {
        "Control+K"
    };
    let preload = || sections::preload(Section::CommandPalette);
    view! {
        <button
            type="button"
            class="btn search-button"
            aria-label="Search"
            aria-haspopup="dialog"
            aria-keyshortcuts=keyshortcuts
            on:pointerover=move |_| preload()
            on:focus=move |_| preload()
            on:click=move |_| dialogs.open(FrameDialog::Search)
        >
            <Icon name=IconName::Search/>
            <span class="search-button-text">"Search"</span>
            <span class="search-button-keys" aria-hidden="true">
                {keys.into_iter().map(|key| view! { <kbd data-key=key></kbd> }).collect_view()}
            </span>
        </button>
    }
}
