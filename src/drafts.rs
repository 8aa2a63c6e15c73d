//! What was typed into a form and isn't saved, kept in this browser: it survives a reload, a crash and the end of a session, and is
//! offered when the form is opened again. Passwords and secrets never get here.

use api_types::Timestamp;
use leptos::ev;
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::layouts::focus_when_drawn;
use crate::session::Session;
use crate::time::{self, DAY};
use crate::unsaved::UnsavedForm;
use crate::{browser, paths};
use ui::{Button, Notice, Tone};

/// The fields of a form with what stands in them.
pub type Fields = Map<String, Value>;

/// Older ones are dropped.
const KEPT_FOR_MS: i64 = 7 * DAY;
/// What the names of all drafts in the storage begin with.
const PREFIX: &str = "nodeum-admin.draft ";

/// What is kept of a form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Draft {
    /// When the form was changed last.
    at: Timestamp,
    /// What it began from.
    before: Fields,
    /// What stood in it.
    after: Fields,
}

impl Draft {
    fn is_old(&self, now: Timestamp) -> bool {
        let age = now.unix_millis().saturating_sub(self.at.unix_millis());
        age.saturating_abs() > KEPT_FOR_MS
    }

    /// What the form shall hold: the fields that were changed as they were left, the others as they are `now`.
    fn restored(&self, now: &Fields) -> Fields {
        let mut fields = now.clone();
        for name in self.before.keys().chain(self.after.keys()) {
            match (self.before.get(name), self.after.get(name)) {
                (before, after) if before == after => {}
                (_, Some(after)) => drop(fields.insert(name.clone(), after.clone())),
                (_, None) => drop(fields.remove(name)),
            }
        }
        fields
    }
}

/// What the names of a person's drafts begin with. Consoles of several servers may live at one origin, under different paths, and a
/// console may be of a server at another origin.
fn prefix_of_user(origin: &str, home: &str, user: i64) -> String {
    format!("{PREFIX}{origin} {home} {user} ")
}

fn prefix_of(session: Session) -> Option<String> {
    Some(prefix_of_user(
        &session.origin(),
        &paths::home(),
        session.user_id()?,
    ))
}

/// The names in the storage that begin so.
fn names(prefix: &str) -> Vec<String> {
    let Some(storage) = browser::local_storage() else {
        return Vec::new();
    };
    let all = (0..storage.length().unwrap_or_default()).filter_map(|index| storage.key(index).ok()?);
    all.filter(|name| name.starts_with(prefix)).collect()
}

/// The draft of that name, unless it is old or can't be read.
fn read(name: &str) -> Option<Draft> {
    let text = browser::local_storage()?.get_item(name).ok()??;
    let draft: Draft = serde_json::from_str(&text).ok()?;
    (!draft.is_old(time::now())).then_some(draft)
}

/// Keeps a draft, unless the storage is full or blocked.
fn write(name: &str, draft: &Draft) -> Option<()> {
    let text = serde_json::to_string(draft).ok()?;
    browser::local_storage()?.set_item(name, &text).ok()
}

fn remove(name: &str) {
    if let Some(Err(_)) = browser::local_storage().map(|storage| storage.remove_item(name)) {
        browser::log_warning("a draft could not be removed");
    }
}

/// Drops what is old, whoever left it.
pub fn remove_old() {
    for name in names(PREFIX) {
        if read(&name).is_none() {
            remove(&name);
        }
    }
}

/// Drops all that the person has left who is signed in.
pub fn remove_all(session: Session) {
    for name in prefix_of(session).iter().flat_map(|prefix| names(prefix)) {
        remove(&name);
    }
}

/// A form whose changes are kept, and what was left in it earlier.
#[derive(Clone, Copy)]
pub struct FormDraft {
    /// What the names of this form's drafts begin with; none if nobody is signed in.
    prefix: StoredValue<Option<String>>,
    /// The name of this one: each open form has its own, so that two tabs don't overwrite each other's.
    own: StoredValue<String>,
    /// The latest that was left earlier, by its name.
    offer: RwSignal<Option<(String, Draft)>>,
    before: Signal<Fields>,
    after: Signal<Fields>,
    restore: Callback<Fields>,
}

/// Keeps what is changed in a form, for as long as the caller lives and the form is dirty, under the name of what it is about.
/// `before` is what it began from, and `after` what stands in it, without passwords or secrets; `restore` puts that back.
pub fn use_draft<T: Serialize + DeserializeOwned + 'static>(
    form: UnsavedForm,
    name: &str,
    before: impl Fn() -> T + Send + Sync + 'static,
    after: impl Fn() -> T + Send + Sync + 'static,
    restore: impl Fn(T) + Send + Sync + 'static,
) -> FormDraft {
    let before = Signal::derive(move || fields(&before()));
    let after = Signal::derive(move || fields(&after()));
    let restore = Callback::new(
        move |fields| match serde_json::from_value(Value::Object(fields)) {
            Ok(value) => restore(value),
            Err(_) => browser::log_warning("a draft of another version of the console could not be restored"),
        },
    );
    keep(form, name, before, after, restore)
}

fn fields(value: &impl Serialize) -> Fields {
    match serde_json::to_value(value) {
        Ok(Value::Object(fields)) => fields,
        _ => Fields::new(),
    }
}

fn keep(
    form: UnsavedForm,
    name: &str,
    before: Signal<Fields>,
    after: Signal<Fields>,
    restore: Callback<Fields>,
) -> FormDraft {
    let session = Session::expect();
    let user = session.user_id();
    let prefix = prefix_of(session).map(|prefix| format!("{prefix}{name} "));
    let draft = FormDraft {
        prefix: StoredValue::new(prefix),
        own: StoredValue::new(String::new()),
        offer: RwSignal::new(None),
        before,
        after,
        restore,
    };
    draft.rename();
    draft.look_for_offer();
    // The form goes, but not at once: what still happens in it, such as that it gets the focus back, isn't kept any more.
    let is_forgotten = StoredValue::new(false);
    form.forget_with(Callback::new(move |()| {
        is_forgotten.set_value(true);
        remove(&draft.own.get_value());
    }));
    let is_refused = StoredValue::new(false);
    Effect::new(move |_| {
        let is_lapsed = session.lapsed().is_some();
        let (is_dirty, before, after) = (form.dirty.get(), before.get(), after.get());
        // Once the session is over, the form isn't what the person left. Signing in again stores it anew.
        if is_forgotten.get_value() || is_lapsed || user.is_none() || session.user_id() != user {
            return;
        }
        let name = draft.own.get_value();
        if !is_dirty || before == after {
            return remove(&name);
        }
        let at = time::now();
        if write(&name, &Draft { at, before, after }).is_none() && !is_refused.get_value() {
            is_refused.set_value(true);
            browser::log_warning("This browser can't keep what you type: a reload would lose it.");
        }
    });
    // Another tab may go on with what is offered here, or save it.
    let handle = window_event_listener(ev::storage, move |_| {
        let offered = draft
            .offer
            .with_untracked(|offer| offer.as_ref().map(|(name, _)| name.clone()));
        if let Some(name) = offered {
            draft.offer.set(read(&name).map(|left| (name, left)));
        }
    });
    on_cleanup(move || handle.remove());
    draft
}

impl FormDraft {
    /// Keeps what comes now under a name of its own.
    fn rename(self) {
        let number = browser::random().map_or_else(|| time::now().unix_millis(), i64::from);
        let prefix = self.prefix.get_value().unwrap_or_default();
        self.own.set_value(format!("{prefix}{number}"));
    }

    fn look_for_offer(self) {
        let own = self.own.get_value();
        let prefix = self.prefix.get_value();
        let all = prefix.iter().flat_map(|prefix| names(prefix));
        let others = all.filter(|name| *name != own);
        let drafts = others.filter_map(|name| read(&name).map(|draft| (name, draft)));
        self.offer.set(drafts.max_by_key(|(_, draft)| draft.at));
    }

    /// Puts what was left into the form, beside what has been changed there meanwhile. Where it takes the place of such a change, that is kept
    /// and offered in its turn.
    fn restore(self) {
        let Some((name, draft)) = self.offer.get_untracked() else {
            return;
        };
        let (before, form) = (self.before.get_untracked(), self.after.get_untracked());
        let restored = draft.restored(&form);
        let is_replaced = |(name, value): (&String, &Value)| {
            before.get(name) != Some(value) && restored.get(name) != Some(value)
        };
        if form.iter().any(is_replaced) {
            self.rename();
        }
        self.restore.run(restored);
        remove(&name);
        self.look_for_offer();
    }

    fn discard(self) {
        if let Some((name, _)) = self.offer.get_untracked() {
            remove(&name);
        }
        self.look_for_offer();
    }
}

/// Offers what was left in a form earlier, at its top.
#[component]
pub fn DraftOffer(
    /// The form's draft.
    draft: FormDraft,
    /// A selector of what gets the focus once that is decided.
    focus: &'static str,
    /// Whether the form edits a record, which may have changed since.
    #[prop(optional)]
    of_record: bool,
    /// What isn't kept.
    #[prop(optional)]
    note: &'static str,
) -> impl IntoView {
    let now = time::use_now();
    let decide = move |decide: fn(FormDraft)| {
        decide(draft);
        if draft.offer.with_untracked(Option::is_none) {
            focus_when_drawn(focus.to_owned());
        }
    };
    let left = move || {
        let (_, left) = draft.offer.get()?;
        let ago = time::relative(left.at, now.get());
        let has_changed = of_record && draft.before.with(|now| left.before != *now);
        let since = if has_changed {
            " The record has changed since: what you hadn’t touched stays as it is now."
        } else {
            ""
        };
        Some(format!("You left changes here {ago}.{since} {note}"))
    };
    view! {
        <Show when=move || draft.offer.with(Option::is_some)>
            <Notice tone=Tone::Info>
                {left}
                <div class="notice-actions">
                    <Button on_press=move |()| decide(FormDraft::restore)>"Restore"</Button>
                    <Button on_press=move |()| decide(FormDraft::discard)>"Discard"</Button>
                </div>
            </Notice>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fields_of(value: Value) -> Fields {
        fields(&value)
    }

    fn draft(before: Value, after: Value) -> Draft {
        Draft {
            at: Timestamp::from_unix_millis(0),
            before: fields_of(before),
            after: fields_of(after),
        }
    }

    #[test]
    fn a_week_is_kept() {
        let left = draft(json!({}), json!({}));
        let at = Timestamp::from_unix_millis;
        for (now, is_old) in [
            (0, false),
            (7 * DAY, false),
            (7 * DAY + 1, true),
            // The clock was put back.
            (-DAY, false),
            (-8 * DAY, true),
        ] {
            assert_eq!(left.is_old(at(now)), is_old, "{now}");
        }
    }

    #[test]
    fn only_what_was_changed_is_restored() {
        let left = draft(
            json!({"name": "ada", "email": null, "uid": "1", "a/b": true}),
            json!({"name": "ada.l", "email": null, "uid": "1", "c/d": true}),
        );
        let now = json!({"name": "ada", "email": "ada@nodeum.example", "uid": "2", "a/b": true, "e/f": true});
        assert_eq!(
            left.restored(&fields_of(now)),
            fields_of(
                json!({"name": "ada.l", "email": "ada@nodeum.example", "uid": "2", "c/d": true, "e/f": true})
            )
        );
    }

    #[test]
    fn drafts_of_others_have_other_names() {
        let mine = prefix_of_user("https://nodeum.example", "/", 1);
        for other in [
            prefix_of_user("https://nodeum.example", "/", 11),
            prefix_of_user("https://nodeum.example", "/admin/", 1),
            prefix_of_user("https://nodeum.example:8443", "/", 1),
        ] {
            assert!(!other.starts_with(&mine) && !mine.starts_with(&other), "{other}");
        }
    }

    #[test]
    fn what_is_kept_can_be_read_again() {
        let left = draft(json!({"a": 1}), json!({"a": "ü"}));
        let text = serde_json::to_string(&left).unwrap();
        assert_eq!(serde_json::from_str::<Draft>(&text).unwrap(), left);
    }
}
