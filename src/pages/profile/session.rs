//! How I am signed in.

use leptos::prelude::*;

use super::Facts;
use crate::session::Session;
use crate::time::moment;

/// What this browser knows of the session.
#[component]
pub fn SessionSection() -> impl IntoView {
    let session = Session::expect();
    let times = Memo::new(move |_| session.times());
    let renewal = move || {
        if times.get().renewed_at.is_some() {
            "The server renews it while you work. It doesn’t say until when it will."
        } else {
            "The server may renew it while you work. It doesn’t say until when it would."
        }
    };
    let facts = move || {
        let times = times.get();
        let mut facts = vec![
            ("Server", session.host().into_any()),
            ("Signed in", "With username and password".into_any()),
        ];
        if let Some(at) = times.since {
            facts.push(("Since", moment(at)));
        }
        if let Some(at) = times.renewed_at {
            facts.push(("Renewed", moment(at)));
        }
        let end = times
            .ends_at
            .map_or_else(|| "The server doesn’t say when.".into_any(), moment);
        facts.push(("Ends", end));
        view! { <Facts facts/> }
    };
    view! {
        <section aria-labelledby="session-heading">
            <h2 id="session-heading">"This session"</h2>
            <p class="muted">{renewal}</p>
            {facts}
        </section>
    }
}
