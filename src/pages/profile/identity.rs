//! Who I am.

use api_types::User;
use leptos::prelude::*;

use super::Facts;
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
            <p class="muted">{move || session.user().map(|user| view! { <WhoDecides user/> })}</p>
            {move || session.user().map(|user| view! { <Facts facts=facts(user)/> })}
        </section>
    }
}

/// Who can change what this section shows. What the server doesn't have isn't mentioned.
#[component]
fn WhoDecides(user: User) -> impl IntoView {
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

/// What the server tells of the user, each with its name.
fn facts(user: User) -> Vec<(&'static str, AnyView)> {
    let number = |id: Option<i64>| {
        let text = text_or_dash(id.map(|id| id.to_string()));
        view! { <span class="mono">{text}</span> }.into_any()
    };
    let mut facts = vec![
        ("Username", user.username.into_any()),
        ("Role", view! { <Role is_admin=user.is_admin/> }.into_any()),
        ("User id (uid)", number(user.user_id)),
        ("Group id (gid)", number(user.group_id)),
    ];
    if let Some(source) = &user.source_type {
        facts.push(("Source", source_name(source).into_any()));
    }
    if let Some(at) = user.expired_at {
        facts.push(("Account expires", at.map_or_else(|| "Never".into_any(), moment)));
    }
    if let Some(at) = user.created_at {
        facts.push(("Created", moment(at)));
    }
    facts
}
