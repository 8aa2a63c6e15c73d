//! Nothing typed is lost by a stray press: leaving a form that holds changes asks first, whichever way it is left.
//!
//! Closing and reloading the tab is for the browser to ask. Links, Back, Escape and Cancel are asked about here.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_use_event_listener::{UseEventListenerOptions, use_event_listener_with_options};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use crate::navigate::{NavMode, use_navigate_to};
use crate::session::Session;
use crate::{browser, paths};
use ui::{ConfirmDialog, unique_id};

/// The forms that are open, and what waits for an answer; for the whole app.
#[derive(Clone, Copy)]
pub struct Unsaved {
    forms: StoredValue<Vec<OpenForm>>,
    leaving: RwSignal<Option<Leaving>>,
}

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

const DISCARD: Question = Question {
    title: "Discard your changes?",
    text: "What you entered hasn’t been saved.",
    leave: "Discard changes",
    stay: "Keep editing",
};

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
        let (Some(address), Some(within)) = (address, &self.within) else {
            return true;
        };
        let path = address.split(['?', '#']).next().unwrap_or_default();
        path.strip_prefix(within.as_str())
            .is_none_or(|rest| !(rest.is_empty() || rest.starts_with('/')))
    }
}

impl Unsaved {
    /// Makes it known to all components and listens to every way of leaving but links.
    pub fn provide() {
        let unsaved = Self {
            forms: StoredValue::new(Vec::new()),
            leaving: RwSignal::new(None),
        };
        provide_context(unsaved);
        Session::expect().ask_for_changes(Callback::new(move |()| unsaved.left_for(None).is_some()));
        window_event_listener(ev::beforeunload, move |event| {
            if unsaved.left_for(None).is_some() {
                event.prevent_default();
            }
        });
        // What happens to the window itself its listeners hear of in the order in which they came, so this has to be there before
        // that of the router.
        window_event_listener(ev::popstate, move |event| {
            let go = Callback::new(|()| browser::go_back());
            if let Some(address) = unsaved.ask(Some(browser::address()), go) {
                // The router must not hear of it. The address is put back, so that going on means going back again.
                event.stop_immediate_propagation();
                browser::push_address(&address);
            }
        });
    }

    /// The open forms of the app.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Whether somebody is being asked; tracked.
    pub fn is_asking(self) -> bool {
        self.leaving.with(Option::is_some)
    }

    /// Runs `leave`, after asking if there are changes.
    pub fn leave(self, leave: Callback<()>) {
        self.leave_for(None, leave);
    }

    fn leave_for(self, to: Option<String>, go: Callback<()>) {
        if self.ask(to, go).is_none() {
            go.run(());
        }
    }

    /// Asks before a form that holds changes is left, and gives the form's address; none if nothing would be lost.
    fn ask(self, to: Option<String>, go: Callback<()>) -> Option<String> {
        let (address, question) = self.left_for(to.as_deref())?;
        self.leaving.set(Some(Leaving { go, question, to }));
        Some(address)
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

    /// The address of a form that holds changes and that going there would leave, and what is asked about it.
    fn left_for(self, to: Option<&str>) -> Option<(String, &'static Question)> {
        self.forms.with_value(|forms| {
            let is_dirty = |form: &&OpenForm| form.dirty.try_get_untracked() == Some(true);
            let form = forms.iter().filter(is_dirty).find(|form| form.is_left_for(to))?;
            Some((form.address.try_get_untracked()?, form.question))
        })
    }
}

/// Tells of a form, for as long as the caller lives. The callback that comes back runs `close`, after asking if it is dirty.
pub fn use_unsaved(dirty: Signal<bool>, close: Callback<()>) -> Callback<()> {
    use_question(dirty, close, &DISCARD)
}

/// As [`use_unsaved`], for what is lost in another way.
pub fn use_question(dirty: Signal<bool>, close: Callback<()>, question: &'static Question) -> Callback<()> {
    let unsaved = Unsaved::expect();
    let pathname = use_location().pathname;
    let address = Signal::stored(untrack(use_address()));
    unsaved.add(OpenForm {
        id: unique_id("form"),
        dirty,
        address,
        question,
        within: None,
    });
    // Closing a form leaves nothing of the page that it lies over.
    Callback::new(move |()| unsaved.leave_for(Some(pathname.get_untracked()), close))
}

/// Tells of a page that holds changes, for as long as the caller lives, whichever of the addresses below `within` it shows.
pub fn use_unsaved_page(dirty: Signal<bool>, within: String) {
    Unsaved::expect().add(OpenForm {
        id: unique_id("form"),
        dirty,
        address: Signal::derive(use_address()),
        question: &DISCARD,
        within: Some(within),
    });
}

/// The address that is shown, as the router has it; tracked.
fn use_address() -> impl Fn() -> String {
    let location = use_location();
    move || paths::with_query(location.pathname.get(), &location.search.get())
}

/// Asks; once, inside the router.
#[component]
pub fn AskBeforeLeaving() -> impl IntoView {
    let unsaved = Unsaved::expect();
    let go = use_navigate_to();
    let owner = Owner::current();
    // Before the router hears of it.
    let capture = UseEventListenerOptions::default().capture(true);
    let on_click = move |event: MouseEvent| {
        // A link to where one is leads nowhere, and so loses nothing.
        if let Some(href) = followed_link(&event)
            && unsaved
                .left_for(Some(&href))
                .is_some_and(|(here, _)| here != href)
        {
            event.prevent_default();
            event.stop_immediate_propagation();
            let to = Some(href.clone());
            // The link may be gone by the time of the answer, and with it what was made on its behalf.
            let follow = move || Callback::new(move |()| go.run((href.clone(), NavMode::Push)));
            if let Some(owner) = &owner {
                unsaved.ask(to, owner.with(follow));
            }
        }
    };
    drop(use_event_listener_with_options(
        window(),
        ev::click,
        on_click,
        capture,
    ));
    move || {
        unsaved.leaving.get().map(|Leaving { go, question, to }| {
            let confirm = Callback::new(move |()| {
                unsaved.leaving.set(None);
                let stays = |form: &OpenForm| !form.is_left_for(to.as_deref());
                unsaved.forms.update_value(|forms| forms.retain(stays));
                go.run(());
            });
            view! {
                <ConfirmDialog
                    title=question.title.to_owned()
                    confirm_label=question.leave
                    cancel_label=question.stay
                    pending=false
                    error={None::<String>}
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
fn followed_link(click: &MouseEvent) -> Option<String> {
    if click.button() != 0 || click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key() {
        return None;
    }
    let target = click.target()?.dyn_into::<Element>().ok()?;
    let link = target.closest("a[href]:not([target]):not([download])").ok()??;
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
