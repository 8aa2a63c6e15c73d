//! The first page leads on: administrators to the users, others to their profile.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::paths;
use crate::reactive::effect;
use crate::session::Session;

/// Leads on.
#[component]
pub fn HomePage() -> impl IntoView {
    let session = Session::expect();
    let navigate = use_navigate();
    effect(move || {
        let to = if session.is_admin() {
            paths::users("")
        } else {
            paths::profile()
        };
        navigate(
            &to,
            NavigateOptions {
                resolve: false,
                replace: true,
                ..NavigateOptions::default()
            },
        );
    });
}
