//! Who I am, and how I am signed in.

use api_types::User;
use leptos::prelude::*;

use crate::paths;
use crate::session::Session;
use crate::time::moment;
use crate::user_facts::{Role, source_name, text_or_dash};

/// What the server says of who is signed in.
#[component]
pub fn IdentitySection() -> impl IntoView {
    let session = Session::expect();
    view! {
        <section aria-labelledby="identity">
            <h2 id="identity">"You"</h2>
            <p class="muted">{move || session.user().map(who_decides)}</p>
            {move || session.user().map(facts_of_user)}
        </section>
    }
}

/// Who can change what this section shows. What the server doesn't have isn't mentioned.
fn who_decides(user: User) -> AnyView {
    if !user.is_admin {
        return "Only an administrator can change these. Your email and password you change below."
            .into_any();
    }
    let names = if user.source_type.is_some() {
        "Username, uid, gid and source you can change in "
    } else {
        "Username, uid and gid you can change in "
    };
    let others = if user.expired_at.is_some() {
        ". Your role and your expiry only another administrator can change."
    } else {
        ". Your role only another administrator can change."
    };
    let href = paths::edit_user(user.id, "");
    view! { {names}<a href=href>"your user record"</a>{others} }.into_any()
}

fn facts_of_user(user: User) -> impl IntoView {
    let number = |id: Option<i64>| {
        let text = text_or_dash(id.map(|id| id.to_string()));
        view! { <span class="mono">{text}</span> }.into_any()
    };
    facts([
        ("Username", Some(user.username.into_any())),
        ("Role", Some(view! { <Role is_admin=user.is_admin/> }.into_any())),
        ("User id (uid)", Some(number(user.user_id))),
        ("Group id (gid)", Some(number(user.group_id))),
        (
            "Source",
            user.source_type.map(|source| source_name(&source).into_any()),
        ),
        (
            "Account expires",
            user.expired_at
                .map(|at| at.map_or_else(|| "Never".into_any(), moment)),
        ),
        ("Created", user.created_at.map(moment)),
    ])
}

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
    let facts_of_session = move || {
        let times = times.get();
        let unknown_end = || "The server doesn’t say when.".into_any();
        facts([
            ("Server", Some(session.host().into_any())),
            ("Signed in", Some("With username and password".into_any())),
            ("Since", times.since.map(moment)),
            ("Renewed", times.renewed_at.map(moment)),
            ("Ends", Some(times.ends_at.map_or_else(unknown_end, moment))),
        ])
    };
    view! {
        <section aria-labelledby="session-heading">
            <h2 id="session-heading">"This session"</h2>
            <p class="muted">{renewal}</p>
            {facts_of_session}
        </section>
    }
}

/// Those that are known, with their names.
fn facts<const N: usize>(facts: [(&'static str, Option<AnyView>); N]) -> impl IntoView {
    let known = facts.into_iter().filter_map(|(name, fact)| Some((name, fact?)));
    let rows = known.map(|(name, fact)| view! { <div><dt>{name}</dt><dd>{fact}</dd></div> });
    view! { <dl class="details">{rows.collect_view()}</dl> }
}
