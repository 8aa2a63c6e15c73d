//! Guards: who may see a page.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::states::{NoRight, RestoreFailed, Restoring};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::session::{Phase, Session, SignOutReason};

/// Shows its children to whoever is signed in. Others are asked to sign in and come back to the very address.
#[component]
pub fn SignedIn(children: ChildrenFn) -> impl IntoView {
    let session = Session::expect();
    let phase = Memo::new(move |_| session.phase());
    move || match phase.get() {
        Phase::Restoring => view! { <Restoring/> }.into_any(),
        Phase::Failed(error) => view! { <RestoreFailed error/> }.into_any(),
        Phase::SignedOut(reason) => view! { <ToSignIn reason/> }.into_any(),
        Phase::SignedIn => children().into_any(),
    }
}

/// Shows its children to administrators; others are told that they have no right.
#[component]
pub fn Administrator(children: ChildrenFn) -> impl IntoView {
    let session = Session::expect();
    view! {
        <Show when=move || session.is_admin() fallback=NoRight>
            {children()}
        </Show>
    }
}

#[component]
fn ToSignIn(reason: SignOutReason) -> impl IntoView {
    let location = use_location();
    let go = use_navigate_to();
    Effect::new(move |_| {
        // Who signs out is done with the page; the next person begins at the first one.
        let to = match reason {
            SignOutReason::SignedOut | SignOutReason::NotRevoked => None,
            _ => Some(paths::outside_base(
                &location.pathname.get_untracked(),
                &location.search.get_untracked(),
            )),
        };
        go.run((paths::sign_in(to.as_deref()), NavMode::Replace));
    });
}
