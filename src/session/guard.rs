//! What stands before the pages: signed in, and for some an administrator.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::navigate::{How, use_go};
use crate::pages;
use crate::paths;
use crate::reactive::{dynamic, effect, memo};
use crate::session::{Ending, Phase, Session};
use crate::view;

/// Shows its children to whoever is signed in. Others are asked to sign in and come back to the very address.
#[component]
pub fn SignedIn(children: ChildrenFn) -> impl IntoView {
    let session = Session::expect();
    let phase = memo(move || session.phase());
    dynamic(move || match phase.get() {
        Phase::Restoring => view! { <pages::Restoring/> },
        Phase::Failed(error) => view! { <pages::RestoreFailed error/> },
        Phase::SignedOut(ending) => view! { <ToSignIn ending/> },
        Phase::SignedIn => children().into_any(),
    })
}

/// Shows its children to administrators; others are told that they have no right.
#[component]
pub fn Administrator(children: ChildrenFn) -> impl IntoView {
    let session = Session::expect();
    let is_admin = memo(move || session.is_admin());
    dynamic(move || {
        if is_admin.get() {
            children().into_any()
        } else {
            view! { <pages::NoRight/> }
        }
    })
}

#[component]
fn ToSignIn(ending: Ending) -> impl IntoView {
    let location = use_location();
    let go = use_go();
    effect(move || {
        let here = paths::outside_base(
            &location.pathname.get_untracked(),
            &location.search.get_untracked(),
        );
        // Who signs out is done with the page; the next person begins at the first one.
        let to = (!matches!(ending, Ending::SignedOut | Ending::NotRevoked)).then_some(here);
        go.run((paths::sign_in(to.as_deref()), How::Replace));
    });
}
