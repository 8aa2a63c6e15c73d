//! Going to an address of the app.

use crate::reactive::Callback;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// What going somewhere does to the browser's history and to the place on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// To another page, from which Back leads here.
    Push,
    /// To a page in place of this one, which Back skips.
    Replace,
    /// To another state of the same page, which stays scrolled to where it is.
    Stay,
    /// As [`How::Stay`], in place of the present state.
    ReplaceAndStay,
}

/// The way to go to an address that `paths` has written.
pub fn use_go() -> Callback<(String, How)> {
    let navigate = use_navigate();
    Callback::new(move |(address, how): (String, How)| {
        let options = NavigateOptions {
            // Addresses are whole: they begin with the base already.
            resolve: false,
            replace: matches!(how, How::Replace | How::ReplaceAndStay),
            scroll: matches!(how, How::Push | How::Replace),
            ..NavigateOptions::default()
        };
        navigate(&address, options);
    })
}
