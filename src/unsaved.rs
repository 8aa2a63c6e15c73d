//! Nothing typed is lost by a stray press: leaving a form that holds changes asks first, whichever way it is left.
//!
//! Closing and reloading the tab is for the browser to ask. Links, Back, Escape and Cancel are asked about here.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

use crate::browser;
use crate::navigate::{NavMode, use_navigate_to};
use ui::{ConfirmDialog, unique_id};

/// The forms that are open, and what waits for an answer; for the whole app.
#[derive(Clone, Copy)]
pub struct Unsaved {
    forms: StoredValue<Vec<OpenForm>>,
    leaving: RwSignal<Option<Leaving>>,
}

/// Something that is left, if the person says so.
#[derive(Clone)]
struct Leaving {
    go: Callback<()>,
    question: &'static Question,
    /// Where to; none for leaving everything.
    to: Option<String>,
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
    text: "What you entered hasn’t been saved.",
    leave: "Discard changes",
    stay: "Keep editing",
};

/// A form that is open.
#[derive(Clone)]
struct OpenForm {
    id: String,
    dirty: Signal<bool>,
    address: Signal<String>,
    question: &'static Question,
    /// The addresses that begin with this are its own: going from one to another leaves nothing.
    within: Option<String>,
}

impl OpenForm {
    fn is_left_for(&self, address: Option<&str>) -> bool {
        let Some(address) = address else { return true };
        let path = address.split(['?', '#']).next().unwrap_or_default();
        self.within.as_deref().is_none_or(|within| {
            path.strip_prefix(within)
                .is_none_or(|rest| !(rest.is_empty() || rest.starts_with('/')))
        })
    }
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
            let to = browser::address();
            if let Some((address, question)) = unsaved.left_for(Some(&to)) {
                // The router must not hear of it. The address is put back, so that going on means going back again.
                event.stop_immediate_propagation();
                browser::push_address(&address);
                unsaved.leaving.set(Some(Leaving {
                    go: Callback::new(|()| browser::go_back()),
                    question,
                    to: Some(to),
                }));
            }
        });
    }

    /// The open forms of the app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Runs `leave`, after asking if there are changes.
    pub fn leave(self, leave: Callback<()>) {
        self.leave_for(None, leave);
    }

    fn leave_for(self, to: Option<String>, go: Callback<()>) {
        match self.left_for(to.as_deref()) {
            Some((_, question)) => self.leaving.set(Some(Leaving { go, question, to })),
            None => go.run(()),
        }
    }

    /// Knows of a form for as long as the caller lives.
    fn add(self, form: OpenForm) {
        let id = form.id.clone();
        self.forms.update_value(|forms| forms.push(form));
        on_cleanup(move || {
            self.forms
                .try_update_value(|forms| forms.retain(|form| form.id != id));
        });
    }

    fn any(self) -> bool {
        self.left_for(None).is_some()
    }

    /// The address of a form that holds changes and that going there would leave, and what is asked about it.
    fn left_for(self, to: Option<&str>) -> Option<(String, &'static Question)> {
        self.forms.with_value(|forms| {
            let mut dirty = forms
                .iter()
                .filter(|form| form.dirty.try_get_untracked() == Some(true));
            let form = dirty.find(|form| form.is_left_for(to))?;
            Some((form.address.try_get_untracked()?, form.question))
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
    let pathname = location.pathname;
    unsaved.add(OpenForm {
        id,
        dirty,
        address: Signal::stored(format!("{}{query}", pathname.get_untracked())),
        question,
        within: None,
    });
    // Closing a form leaves nothing of the page that it lies over.
    Callback::new(move |()| unsaved.leave_for(Some(pathname.get_untracked()), close))
}

/// Tells of a page that holds changes, for as long as the caller lives, whichever of the addresses below `within` it shows.
pub fn use_unsaved_page(dirty: Signal<bool>, within: String) {
    let location = use_location();
    let address = Signal::derive(move || {
        let search = location.search.get();
        let query = if search.is_empty() {
            search
        } else {
            format!("?{search}")
        };
        format!("{}{query}", location.pathname.get())
    });
    Unsaved::expect().add(OpenForm {
        id: unique_id("form"),
        dirty,
        address,
        question: &DISCARD,
        within: Some(within),
    });
}

/// Asks; once, inside the router.
#[component]
pub fn AskBeforeLeaving() -> impl IntoView {
    let unsaved = Unsaved::expect();
    let go = use_navigate_to();
    browser::on_window_event("click", true, move |event| {
        let Some(href) = followed_link(&event) else { return };
        let Some((here, question)) = unsaved.left_for(Some(&href)) else {
            return;
        };
        // A link to where one is leads nowhere, and so loses nothing.
        if href == here {
            return;
        }
        event.prevent_default();
        event.stop_immediate_propagation();
        let to = Some(href.clone());
        let go = Callback::new(move |()| go.run((href.clone(), NavMode::Push)));
        unsaved.leaving.set(Some(Leaving { go, question, to }));
    });
    let no_error = Signal::stored(None::<String>);
    move || {
        unsaved.leaving.get().map(|Leaving { go, question, to }| {
            let confirm = Callback::new(move |()| {
                unsaved.leaving.set(None);
                unsaved
                    .forms
                    .update_value(|forms| forms.retain(|form| !form.is_left_for(to.as_deref())));
                go.run(());
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
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_not_left_for_its_own_addresses() {
        let form = |within: Option<&str>| OpenForm {
            id: String::new(),
            dirty: Signal::stored(true),
            address: Signal::stored(String::new()),
            question: &DISCARD,
            within: within.map(ToOwned::to_owned),
        };
        let page = form(Some("/configuration"));
        for (address, left) in [
            (Some("/configuration"), false),
            (Some("/configuration?q=/users"), false),
            (Some("/configuration/a~2Fb?view=flat"), false),
            (Some("/configurations"), true),
            (Some("/api-keys"), true),
            (Some("/api-keys?to=/configuration"), true),
            (None, true),
        ] {
            assert_eq!(page.is_left_for(address), left, "{address:?}");
            assert!(form(None).is_left_for(address));
        }
    }
}
