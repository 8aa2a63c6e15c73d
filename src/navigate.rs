//! Going to an address of the app.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// What going somewhere does to the browser's history and to the place on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NavMode {
    /// To another page, from which Back leads here.
    Push,
    /// To a page in place of this one, which Back skips.
    Replace,
    /// To another state of the same page, which stays scrolled to where it is.
    Stay,
    /// As [`NavMode::Stay`], in place of the present state.
    ReplaceAndStay,
}

/// The way to go to an address that `paths` has written.
pub fn use_navigate_to() -> Callback<(String, NavMode)> {
    let navigate = use_navigate();
    Callback::new(move |(address, how): (String, NavMode)| {
        let options = NavigateOptions {
            // Addresses are whole: they begin with the base already.
            resolve: false,
            replace: matches!(how, NavMode::Replace | NavMode::ReplaceAndStay),
            scroll: matches!(how, NavMode::Push | NavMode::Replace),
            ..NavigateOptions::default()
        };
        navigate(&address, options);
    })
}
