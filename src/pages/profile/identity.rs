//! Who I am.

use api_types::User;
use leptos::prelude::*;

use crate::pages::facts::{Role, source_name, text_or_dash};
use crate::reactive::{dynamic, memo};
use crate::session::Session;
use crate::time::{self, Ago, exact};
use crate::view;

/// What the server says of who is signed in.
#[component]
pub fn IdentitySection() -> impl IntoView {
    let session = Session::expect();
    view! {
        <section aria-labelledby="identity">
            <h2 id="identity">"You"</h2>
            {dynamic(move || session.user().map(|user| view! { <Identity user/> }))}
        </section>
    }
}

#[component]
fn Identity(user: User) -> impl IntoView {
    let session = Session::expect();
    let number = |id: Option<i64>| text_or_dash(id.map(|id| id.to_string()));
    let source = user.source_type.as_ref().map(source_name);
    let left = memo(move || session.remaining_ms());
    view! {
        <dl class="details">
            <dt>"Username"</dt>
            <dd>{user.username.clone()}</dd>
            <dt>"Role"</dt>
            <dd><Role is_admin=user.is_admin/></dd>
            <dt>"User id (uid)"</dt>
            <dd class="mono">{number(user.user_id)}</dd>
            <dt>"Group id (gid)"</dt>
            <dd class="mono">{number(user.group_id)}</dd>
            {source.map(|source| view! { <dt>"Source"</dt><dd>{source}</dd> })}
            {user.expired_at.map(|at| view! {
                <dt>"Account expires"</dt>
                <dd>{match at {
                    Some(at) => view! { <Ago at/><span class="muted">" · "{exact(at)}</span> },
                    None => "Never".into_any(),
                }}</dd>
            })}
            {user.created_at.map(|at| view! { <dt>"Created"</dt><dd><Ago at/></dd> })}
            {dynamic(move || left.get().map(|left| view! {
                <dt>"This session ends"</dt>
                <dd>"in "{time::span(left)}</dd>
            }))}
        </dl>
    }
}
