//! That the server is out of reach, over whatever page is open, which stays readable.

use leptos::prelude::*;

use crate::api::{ApiError, Connection};
use crate::session::Session;
use crate::time;
use ui::{Notice, Tone};

/// Says that the server can't be reached, since when, and that it is tried again.
#[component]
pub fn ConnectionBar() -> impl IntoView {
    let connection = Connection::expect();
    // What is new is said once, not with each try.
    let lost = Memo::new(move |_| connection.lost().map(|lost| (lost.error, lost.heard_at)));
    let asking = Signal::derive(move || connection.is_asking());
    move || {
        lost.get().map(|(error, heard_at)| {
            let sentence = match error {
                ApiError::Offline => "This device has no network.".to_owned(),
                ApiError::NoServer { .. } => format!(
                    "What stands in front of the server answers at {}, but the server itself doesn’t.",
                    Session::expect().host()
                ),
                _ => format!("Nothing answers at {}.", Session::expect().host()),
            };
            view! {
                <Notice tone=Tone::Warning title=error.title()>
                    {sentence}" It was last heard from "<time::Ago at=heard_at/>
                    ". It is tried again by itself; what you see stays as it was. "
                    <button type="button" class="link" on:click=move |_| connection.ask()>
                        {move || if asking.get() { "Trying…" } else { "Try now" }}
                    </button>
                </Notice>
            }
        })
    }
}

/// Which server this is, and whether it can be reached.
#[component]
pub fn ServerName() -> impl IntoView {
    let connection = Connection::expect();
    let is_lost = Memo::new(move |_| connection.lost().is_some());
    view! {
        <p>
            <span class="dot" class:off=is_lost aria-hidden="true"></span>
            {Session::expect().host()}
            <span class="visually-hidden">{move || if is_lost.get() { ", out of reach" } else { ", connected" }}</span>
        </p>
    }
}
