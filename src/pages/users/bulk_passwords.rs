//! The passwords that were generated for several users: handed over once, as a file.

use std::collections::BTreeMap;

use api_types::User;
use leptos::prelude::*;

use crate::browser::download;
use crate::{csv, passwords};
use ui::table::counted;
use ui::{Button, Notice, Tone};

/// Passwords by the users' ids.
#[derive(Clone, Copy, Default)]
pub struct Passwords {
    /// Those that the server has taken.
    set: RwSignal<BTreeMap<i64, String>>,
    /// Those that were sent: another try sends the same.
    sent: StoredValue<BTreeMap<i64, String>>,
    /// How many of them were handed over.
    handed_over: RwSignal<usize>,
}

impl Passwords {
    /// The password of a user; `None` if this browser gives no random numbers.
    pub fn of(self, id: i64) -> Option<String> {
        if let Some(password) = self.sent.with_value(|sent| sent.get(&id).cloned()) {
            return Some(password);
        }
        let password = passwords::generated()?;
        self.sent
            .update_value(|sent| drop(sent.insert(id, password.clone())));
        Some(password)
    }

    /// Notes that the server has taken the password of a user.
    pub fn note_set(self, id: i64, password: Option<String>) {
        if let Some(password) = password {
            self.set.try_update(|set| set.insert(id, password));
        }
    }

    /// Whether there are some that nobody has yet; tracked.
    pub fn is_to_be_handed_over(self) -> bool {
        self.set.read().len() > self.handed_over.get()
    }
}

/// Hands the passwords over.
#[component]
pub fn HandOver(
    /// The passwords.
    passwords: Passwords,
    /// The users.
    users: StoredValue<Vec<User>>,
) -> impl IntoView {
    let count = Memo::new(move |_| passwords.set.read().len());
    let save = move |()| {
        let set = passwords.set.get_untracked();
        let rows: Vec<_> = users.with_value(|users| {
            let with_password = users.iter().filter_map(|user| Some((user, set.get(&user.id)?)));
            let row = |(user, password): (&User, &String)| [user.username.clone(), password.clone()];
            with_password.map(row).collect()
        });
        download(
            "passwords.csv",
            "text/csv",
            &csv::write(["username", "password"], rows),
        );
        passwords.handed_over.set(set.len());
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <Notice tone=Tone::Info title="The new passwords are shown nowhere else">
                <Button on_press=save>{move || format!("Download {}", counted(count.get(), "password"))}</Button>
            </Notice>
        </Show>
    }
}
