//! The first page leads on: administrators to the users, others to their profile.

use leptos::prelude::*;

use crate::navigate::{How, use_go};
use crate::paths;
use crate::reactive::effect;
use crate::session::Session;

/// Leads on.
#[component]
pub fn HomePage() -> impl IntoView {
    let session = Session::expect();
    let go = use_go();
    effect(move || {
        let to = if session.is_admin() {
            paths::users("")
        } else {
            paths::profile()
        };
        go.run((to, How::Replace));
    });
}
