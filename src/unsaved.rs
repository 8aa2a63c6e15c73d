//! Nothing typed is lost by a stray press: leaving a form that holds changes asks first, whichever way it is left.
//!
//! Closing and reloading the tab is for the browser to ask. Links, Back, Escape and Cancel are asked about here.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

use crate::browser;
use crate::navigate::{How, use_go};
use crate::reactive::dynamic;
use crate::ui::{ConfirmDialog, unique_id};
use crate::view;

/// The forms that are open, and what waits for an answer; for the whole app.
#[derive(Clone, Copy)]
pub struct Unsaved {
    forms: StoredValue<Vec<OpenForm>>,
    leaving: RwSignal<Option<(Callback<()>, &'static Question)>>,
}

/// What is asked before something is left.
pub struct Question {
    /// The question.
    pub title: &'static str,
    /// What is lost.
    pub text: &'static str,
    /// The words that leave.
    pub leave: &'static str,
    /// The words that stay.
    pub stay: &'static str,
}

/// What is asked about a form.
const DISCARD: Question = Question {
    title: "Discard your changes?",
    text: "What you entered hasn't been saved.",
    leave: "Discard changes",
    stay: "Keep editing",
};

/// A form that is open.
#[derive(Clone)]
struct OpenForm {
    id: String,
    dirty: Signal<bool>,
    address: String,
    question: &'static Question,
}

impl Unsaved {
    /// Makes it known to all components and listens to every way of leaving. Before the router, whose own listeners come
    /// later.
    pub fn provide() {
        let unsaved = Self {
            forms: StoredValue::new(Vec::new()),
            leaving: RwSignal::new(None),
        };
        provide_context(unsaved);
        browser::on_window_event("beforeunload", false, move |event| {
            if unsaved.any() {
                event.prevent_default();
            }
        });
        browser::on_window_event("popstate", true, move |event| {
            if let Some((address, question)) = unsaved.open() {
                // The router must not hear of it. The address is put back, so that going on means going back again.
                event.stop_immediate_propagation();
                browser::push_address(&address);
                unsaved
                    .leaving
                    .set(Some((Callback::new(|()| browser::go_back()), question)));
            }
        });
    }

    /// The open forms of the app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Runs `leave`, after asking if there are changes.
    pub fn leave(self, leave: Callback<()>) {
        match self.open() {
            Some((_, question)) => self.leaving.set(Some((leave, question))),
            None => leave.run(()),
        }
    }

    fn any(self) -> bool {
        self.open().is_some()
    }

    /// The address of the form that holds changes, if there is one, and what is asked about it.
    fn open(self) -> Option<(String, &'static Question)> {
        self.forms.with_value(|forms| {
            let dirty = forms
                .iter()
                .find(|form| form.dirty.try_get_untracked() == Some(true));
            dirty.map(|form| (form.address.clone(), form.question))
        })
    }
}

/// Tells of a form, for as long as the caller lives. The callback that comes back closes it by running `close`, after asking
/// if there are changes.
pub fn use_unsaved(dirty: Signal<bool>, close: Callback<()>) -> Callback<()> {
    use_question(dirty, close, &DISCARD)
}

/// As [`use_unsaved`], for what is lost in another way.
pub fn use_question(dirty: Signal<bool>, close: Callback<()>, question: &'static Question) -> Callback<()> {
    let unsaved = Unsaved::expect();
    let id = unique_id("form");
    let location = use_location();
    let search = location.search.get_untracked();
    let query = if search.is_empty() {
        search
    } else {
        format!("?{search}")
    };
    let form = OpenForm {
        id: id.clone(),
        dirty,
        address: format!("{}{query}", location.pathname.get_untracked()),
        question,
    };
    unsaved.forms.update_value(|forms| forms.push(form));
    on_cleanup(move || {
        unsaved
            .forms
            .try_update_value(|forms| forms.retain(|form| form.id != id));
    });
    Callback::new(move |()| unsaved.leave(close))
}

/// Asks; once, inside the router.
#[component]
pub fn AskBeforeLeaving() -> impl IntoView {
    let unsaved = Unsaved::expect();
    let go = use_go();
    browser::on_window_event("click", true, move |event| {
        let (Some(href), Some((here, question))) = (followed_link(&event), unsaved.open()) else {
            return;
        };
        // A link to where one is leads nowhere, and so loses nothing.
        if href == here {
            return;
        }
        event.prevent_default();
        event.stop_immediate_propagation();
        let leave = Callback::new(move |()| go.run((href.clone(), How::Push)));
        unsaved.leaving.set(Some((leave, question)));
    });
    let no_error = Signal::stored(None::<String>);
    dynamic(move || {
        unsaved.leaving.get().map(|(leave, question)| {
            let confirm = Callback::new(move |()| {
                unsaved.leaving.set(None);
                unsaved.forms.set_value(Vec::new());
                leave.run(());
            });
            view! {
                <ConfirmDialog
                    title=question.title.to_owned()
                    confirm_label=question.leave
                    cancel_label=question.stay
                    pending=false
                    error=no_error
                    on_confirm=confirm
                    on_close=Callback::new(move |()| unsaved.leaving.set(None))
                >
                    <p>{question.text}</p>
                </ConfirmDialog>
            }
        })
    })
}

/// The address inside the app that a click leads to, unless it opens elsewhere.
fn followed_link(event: &web_sys::Event) -> Option<String> {
    let click = event.dyn_ref::<web_sys::MouseEvent>()?;
    if click.button() != 0 || click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key() {
        return None;
    }
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = target
        .closest("a[href]:not([target]):not([download])")
        .ok()
        .flatten()?;
    link.get_attribute("href").filter(|href| href.starts_with('/'))
}
