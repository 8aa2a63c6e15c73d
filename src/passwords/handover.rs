//! Passwords that were generated for others, which the person who asked for them gets once, as a file.

use std::collections::{BTreeMap, BTreeSet};

use formats::csv;
use leptos::prelude::*;

use super::generated;
use crate::api::ApiError;
use crate::browser::download;
use crate::session::{Phase, Session};
use crate::time;
use crate::unsaved::Question;
use ui::table::counted;
use ui::{Button, IconName, Notice, Tone};

/// What is asked before passwords are lost that nobody has.
pub const LOSE_PASSWORDS: Question = Question {
    title: "Close without the passwords?",
    text: "They are nowhere else. Without them you would have to set a new password for each of these users.",
    leave: "Close without them",
    stay: "Keep them",
};

/// What is asked before a password is left that nobody has.
pub const LOSE_PASSWORD: Question = Question {
    title: "Close without the password?",
    text: "It is nowhere else. Without it you would have to set a new one for this user.",
    leave: "Close without it",
    stay: "Keep it",
};

/// Hands over what is at risk when a session that ends takes the page away, without the question that leaving asks.
pub fn hand_over_at_session_end(
    session: Session,
    is_at_risk: impl Fn() -> bool + Send + Sync + 'static,
    hand_over: impl Fn() + Send + Sync + 'static,
) {
    on_cleanup(move || {
        let is_signed_in = untrack(|| matches!(session.phase(), Phase::SignedIn));
        if !is_signed_in && untrack(&is_at_risk) {
            hand_over();
        }
    });
}

/// The passwords, each with the name of its user, by an id of the caller's.
#[derive(Clone, Copy)]
pub struct GeneratedPasswords {
    /// Those that the server has taken, and those of which that isn't known because no answer came.
    passwords: RwSignal<BTreeMap<i64, (String, String)>>,
    /// The ids of those that the person has.
    downloaded: RwSignal<BTreeSet<i64>>,
    /// The ids of those whose request was sent and not answered.
    unanswered: StoredValue<BTreeSet<i64>>,
}

impl GeneratedPasswords {
    /// None yet. A session that ends takes the page away without a question: then they are handed over without one.
    pub fn new(session: Session) -> Self {
        let passwords = Self::none();
        hand_over_at_session_end(
            session,
            move || passwords.are_at_risk(),
            move || passwords.download(),
        );
        passwords
    }

    fn none() -> Self {
        Self {
            passwords: RwSignal::default(),
            downloaded: RwSignal::default(),
            unanswered: StoredValue::default(),
        }
    }

    /// The password that is generated for that id, once: another try sends the same. An error if this browser gives no random
    /// numbers.
    pub fn get(self, id: i64, name: String) -> Result<String, ApiError> {
        let known = self
            .passwords
            .try_with_untracked(|passwords| passwords.get(&id).cloned());
        if let Some((_, password)) = known.flatten() {
            return Ok(password);
        }
        let password = generated().ok_or_else(|| ApiError::Refused {
            status: 0,
            sentence: Some(
                "This browser gives no random numbers, so it can’t generate a password.".to_owned(),
            ),
        })?;
        self.passwords
            .try_update(|passwords| passwords.insert(id, (name, password.clone())));
        Ok(password)
    }

    /// Forgets the password of a request that failed, unless it, or an earlier one for that id, may have been carried out.
    pub fn settle<T>(self, id: i64, result: &Result<T, ApiError>) {
        let Err(error) = result else { return };
        let is_unanswered = self.unanswered.try_with_value(|ids| ids.contains(&id)) == Some(true);
        if error.may_have_succeeded() {
            self.unanswered.try_update_value(|ids| ids.insert(id));
        } else if !(is_unanswered && error.is_fatal()) {
            self.unanswered.try_update_value(|ids| ids.remove(&id));
            self.passwords.try_update(|passwords| passwords.remove(&id));
            self.downloaded.try_update(|downloaded| downloaded.remove(&id));
        }
    }

    /// Whether the person lacks some of them; tracked.
    pub fn are_at_risk(self) -> bool {
        let (passwords, downloaded) = (self.passwords.read(), self.downloaded.read());
        passwords.keys().any(|id| !downloaded.contains(id))
    }

    fn download(self) {
        let passwords = self.passwords.get_untracked();
        let rows = passwords
            .values()
            .cloned()
            .map(|(name, password)| [name, password]);
        let text = csv::write_for_spreadsheets(["username", "password"], rows);
        let name = format!("passwords-{}.csv", time::day(time::now()));
        download(&name, "text/csv", &text);
        self.downloaded.set(passwords.into_keys().collect());
    }
}

/// Hands the passwords over, once requests are no longer on their way.
#[component]
pub fn HandOver(
    /// The passwords.
    passwords: GeneratedPasswords,
    /// Whether requests are on their way.
    #[prop(into)]
    running: Signal<bool>,
) -> impl IntoView {
    let count = Memo::new(move |_| passwords.passwords.with(BTreeMap::len));
    let words = move || {
        let verb = if count.get() == 1 { "was" } else { "were" };
        let generated = format!("{} {verb} generated", counted(count.get(), "password"));
        if passwords.are_at_risk() {
            format!("{generated}. They are nowhere else: download them before you close this.")
        } else {
            format!("{generated} and downloaded. Hand over what is in the file, then delete it.")
        }
    };
    view! {
        <Show when=move || { count.get() > 0 && !running.get() }>
            <Notice tone=Tone::Warning>
                {words}
                <div class="cluster">
                    <Button icon=IconName::ArrowDown on_press=move |()| passwords.download()>"Download passwords"</Button>
                </div>
            </Notice>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_kept_until_it_is_known_that_nobody_has_it() {
        let passwords = GeneratedPasswords::none();
        let is_kept = |errors: &[ApiError]| {
            let known = ("ada".to_owned(), "secret".to_owned());
            passwords
                .passwords
                .update(|known_passwords| drop(known_passwords.insert(1, known)));
            for error in errors {
                passwords.settle::<()>(1, &Err(error.clone()));
            }
            passwords.passwords.with_untracked(|known| known.contains_key(&1))
        };
        let (throttled, unheard) = (ApiError::Throttled(Some(1)), ApiError::TimedOut);
        assert!(!is_kept(std::slice::from_ref(&throttled)));
        assert!(is_kept(std::slice::from_ref(&unheard)));
        // That the second request was refused says nothing about the first.
        assert!(is_kept(&[unheard.clone(), throttled]));
        assert!(!is_kept(&[unheard, ApiError::NotFound]));
    }
}
