//! The first page leads on: administrators to the users, others to their profile.

use leptos::prelude::*;

use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::session::Session;

/// Leads on.
#[component]
pub fn HomePage() -> impl IntoView {
    let session = Session::expect();
    let go = use_navigate_to();
    Effect::new(move |_| {
        let to = if session.is_admin() {
            paths::users("")
        } else {
            paths::profile()
        };
        go.run((to, NavMode::Replace));
    });
}
