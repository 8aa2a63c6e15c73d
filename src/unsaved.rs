//! Nothing typed is lost by a stray press: leaving a form that holds changes asks first, whichever way it is left.
//!
//! Closing and reloading the tab is for the browser to ask. Links, Back, Escape and Cancel are asked about here. What is being
//! saved isn't asked about: leaving waits for the answer.

use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_use_event_listener::{UseEventListenerOptions, use_event_listener_with_options};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use crate::navigate::{NavMode, use_navigate_to};
use crate::session::Session;
use crate::{browser, paths};
use ui::{ConfirmDialog, Icon, IconName, Toasts, unique_id, use_toasts};

/// The forms that are open, and what waits for an answer; for the whole app.
#[derive(Clone, Copy)]
pub struct Unsaved {
    forms: StoredValue<Vec<OpenForm>>,
    leaving: RwSignal<Option<Leaving>>,
}

#[derive(Clone)]
struct Leaving {
    go: Callback<()>,
    until: Until,
    /// Where to; none for leaving everything.
    to: Option<String>,
}

/// What leaving waits for.
#[derive(Clone)]
enum Until {
    /// The answer to a question.
    Answered(&'static Question),
    /// The form of this id is saved.
    Saved(String),
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

/// What is asked before rows of an import are left that aren't applied.
pub const LEAVE_IMPORT: Question = Question {
    title: "Leave the import?",
    text: "What isn’t applied yet is dropped. What is applied stays.",
    leave: "Leave it",
    stay: "Go on importing",
};

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
    /// Whether it was sent and the answer isn't there yet.
    saving: Signal<bool>,
    address: Signal<String>,
    question: &'static Question,
    /// The addresses that begin with this are its own: going from one to another leaves nothing.
    within: Option<String>,
    /// Forgets what is kept of it elsewhere, once it is saved or discarded.
    forget: Option<Callback<()>>,
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

    fn is_saving(&self) -> bool {
        self.saving.try_get_untracked() == Some(true)
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

    /// Whether somebody is being asked, or waits until a form is saved; tracked.
    pub fn is_asking(self) -> bool {
        self.leaving.with(Option::is_some)
    }

    /// Runs `leave`, after asking if there are changes, and after waiting for those that are being saved.
    pub fn leave(self, leave: Callback<()>) {
        self.leave_for(None, leave);
    }

    fn leave_for(self, to: Option<String>, go: Callback<()>) {
        if self.ask(to, go).is_none() {
            go.run(());
        }
    }

    /// Asks or waits before a form that holds changes is left, and gives the form's address; none if nothing would be lost.
    fn ask(self, to: Option<String>, go: Callback<()>) -> Option<String> {
        let (address, until) = self.left_for(to.as_deref())?;
        self.leaving.set(Some(Leaving { go, until, to }));
        Some(address)
    }

    /// Knows of a form for as long as the caller lives.
    fn add(self, form: OpenForm) {
        let id = form.id.clone();
        self.forms.update_value(|forms| forms.push(form));
        on_cleanup(move || {
            self.forms
                .try_update_value(|forms| forms.retain(|form| form.id != id));
            self.settle(&id, false);
        });
    }

    /// The address of a form that holds changes and that going there would leave, and what has to come first. The innermost form
    /// is the first, but for what is being saved: that alone asks nothing.
    fn left_for(self, to: Option<&str>) -> Option<(String, Until)> {
        self.forms.with_value(|forms| {
            let holds_changes =
                |form: &&OpenForm| form.is_saving() || form.dirty.try_get_untracked() == Some(true);
            let left = forms
                .iter()
                .rev()
                .filter(holds_changes)
                .filter(|form| form.is_left_for(to));
            let form = left.min_by_key(|form| form.is_saving())?;
            let until = if form.is_saving() {
                Until::Saved(form.id.clone())
            } else {
                Until::Answered(form.question)
            };
            Some((form.address.try_get_untracked()?, until))
        })
    }

    /// Gives up what going there leaves, but for what is being saved.
    fn discard(self, to: Option<&str>) {
        let is_lost = |form: &mut OpenForm| form.is_left_for(to) && !form.is_saving();
        let lost = self
            .forms
            .try_update_value(|forms| forms.extract_if(.., is_lost).collect::<Vec<_>>());
        for forget in lost.into_iter().flatten().filter_map(|form| form.forget) {
            forget.run(());
        }
    }

    /// Goes on to where the person wanted to go while a form was being saved, unless that failed. Whether they wanted to, and it
    /// hasn't.
    fn settle(self, id: &str, is_saved: bool) -> bool {
        let is_waited_for = |leaving: &Leaving| matches!(&leaving.until, Until::Saved(form) if form == id);
        let leaving = self
            .leaving
            .try_with_untracked(|leaving| leaving.clone().filter(is_waited_for));
        let Some(Leaving { go, to, .. }) = leaving.flatten() else {
            return false;
        };
        self.leaving.set(None);
        if is_saved {
            self.leave_for(to, go);
        }
        is_saved
    }
}

/// A form that is watched over: see [`use_unsaved`].
#[derive(Clone, Copy)]
pub struct UnsavedForm {
    unsaved: Unsaved,
    id: StoredValue<String>,
    /// Whether it holds changes.
    pub dirty: Signal<bool>,
    toasts: Toasts,
}

impl UnsavedForm {
    /// The way to close the form: it runs `close`, after asking if it is dirty, and once it is saved if that is under way.
    pub fn guard(self, close: Callback<()>) -> Callback<()> {
        let pathname = use_location().pathname;
        // Closing a form leaves nothing of the page that it lies over.
        Callback::new(move |()| self.unsaved.leave_for(Some(pathname.get_untracked()), close))
    }

    /// To be called before a form that was saved goes. True if it goes to where the person wanted to go meanwhile, which is then
    /// under way; never if the answer `must_be_seen`, because it tells a secret once.
    #[must_use]
    pub fn saved(self, must_be_seen: bool) -> bool {
        let Some(id) = self.id.try_get_value() else {
            return false;
        };
        let is_own = |form: &mut OpenForm| form.id == id;
        let saved = self
            .unsaved
            .forms
            .try_update_value(|forms| forms.extract_if(.., is_own).collect::<Vec<_>>());
        for forget in saved.into_iter().flatten().filter_map(|form| form.forget) {
            forget.run(());
        }
        let leads_on = self.unsaved.settle(&id, !must_be_seen);
        if leads_on {
            self.toasts.success("Your changes are saved.");
        }
        leads_on
    }

    /// Takes on what forgets that which is kept of the form elsewhere. It runs once the form is saved or discarded.
    pub fn forget_with(self, forget: Callback<()>) {
        let id = self.id.get_value();
        self.unsaved.forms.update_value(|forms| {
            if let Some(form) = forms.iter_mut().find(|form| form.id == id) {
                form.forget = Some(forget);
            }
        });
    }
}

/// Watches over a form for as long as the caller lives: it isn't left with changes unless the person has been asked, nor while it is
/// `saving`. After that it is left if it isn't dirty any more; a form that stays so, because it goes by itself, tells [`UnsavedForm::saved`].
pub fn use_unsaved(dirty: impl Into<Signal<bool>>, saving: impl Into<Signal<bool>>) -> UnsavedForm {
    let address = Signal::stored(untrack(use_address()));
    watch(dirty.into(), saving.into(), address, &DISCARD, None)
}

/// Watches over what is lost in another way. The callback that comes back runs `close`, after asking if it is dirty.
pub fn use_question(dirty: Signal<bool>, close: Callback<()>, question: &'static Question) -> Callback<()> {
    let address = Signal::stored(untrack(use_address()));
    watch(dirty, Signal::stored(false), address, question, None).guard(close)
}

/// Watches over a page as [`use_unsaved`] does over a form, whichever of the addresses below `within` it shows.
pub fn use_unsaved_page(dirty: Signal<bool>, saving: Signal<bool>, within: String) -> UnsavedForm {
    watch(
        dirty,
        saving,
        Signal::derive(use_address()),
        &DISCARD,
        Some(within),
    )
}

fn watch(
    dirty: Signal<bool>,
    saving: Signal<bool>,
    address: Signal<String>,
    question: &'static Question,
    within: Option<String>,
) -> UnsavedForm {
    let unsaved = Unsaved::expect();
    let id = unique_id("form");
    let form = UnsavedForm {
        unsaved,
        id: StoredValue::new(id.clone()),
        dirty,
        toasts: use_toasts(),
    };
    unsaved.add(OpenForm {
        id: id.clone(),
        dirty,
        saving,
        address,
        question,
        within,
        forget: None,
    });
    // What is done with the answer comes before this.
    Effect::new(move |was_saving: Option<bool>| {
        let is_saving = saving.get();
        if was_saving == Some(true) && !is_saving {
            unsaved.settle(&id, !dirty.get_untracked());
        }
        is_saving
    });
    form
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
        unsaved.leaving.get().map(|Leaving { go, until, to }| {
            let Until::Answered(question) = until else {
                return view! { <Saving/> }.into_any();
            };
            let confirm = Callback::new(move |()| {
                unsaved.leaving.set(None);
                unsaved.discard(to.as_deref());
                unsaved.leave_for(to.clone(), go);
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
            .into_any()
        })
    }
}

/// Says why nothing happens yet, if that takes longer than a moment.
#[component]
fn Saving() -> impl IntoView {
    let note = NodeRef::<Div>::new();
    // It lies over a dialog, too, and can only be shown once it is in the document.
    note.on_load(|note| {
        request_animation_frame(move || {
            if note.is_connected() {
                drop(note.show_popover());
            }
        });
    });
    view! {
        <div class="toasts saving" popover="manual" node_ref=note role="status">
            <div class="toast tone-info">
                <Icon name=IconName::Info/>
                <p class="toast-text">"Saving. You leave as soon as that is done."</p>
            </div>
        </div>
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
            saving: Signal::stored(false),
            address: Signal::stored(String::new()),
            question: &DISCARD,
            within: within.map(ToOwned::to_owned),
            forget: None,
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
