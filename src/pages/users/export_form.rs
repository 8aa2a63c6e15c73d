//! The form that exports users.

use leptos::prelude::*;

use super::context::UsersContext;
use super::export::ExportFormat;
use super::form_pages::CloseDrawer;
use crate::api::use_api;
use crate::browser::download;
use crate::query::submit;
use crate::time;
use ui::forms::{Choice, RadioField};
use ui::table::counted;
use ui::{Button, ButtonKind, Drawer, Notice, Tone};

/// The drawer with the form.
#[component]
pub fn ExportForm() -> impl IntoView {
    let CloseDrawer(close) = expect_context();
    let context = expect_context::<UsersContext>();
    let api = use_api();
    let (whole, format) = (RwSignal::new(true), RwSignal::new(ExportFormat::Csv));
    let (pending, error) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let ranges = Signal::derive(move || {
        let page = context.page.get().unwrap_or_default();
        let total = usize::try_from(page.total.unwrap_or_default()).unwrap_or(usize::MAX);
        let is_narrowed = context
            .state
            .with(|state| !(state.search.is_empty() && state.more.is_empty()));
        let matching = if is_narrowed { " that match" } else { "" };
        vec![
            Choice::new(true, format!("All {}{matching}", counted(total, "user"))),
            Choice::new(false, format!("This page: {}", counted(page.users.len(), "user"))),
        ]
    });
    let incomplete = Signal::derive(move || context.incomplete_reason().filter(|_| whole.get()));
    let formats = ExportFormat::ALL
        .map(|format| Choice::new(format, format.label()))
        .to_vec();
    let save = move |()| {
        error.set(None);
        let is_whole = whole.get_untracked();
        let request = async move {
            match is_whole {
                false => Ok(context.page.get_untracked().unwrap_or_default().users),
                true => context.load_matches(api).await,
            }
        };
        submit(pending, request, move |users| match users {
            Ok(users) => {
                let format = format.get_untracked();
                let (end, media_type) = format.file();
                let day = time::day(time::now());
                download(&format!("users-{day}.{end}"), media_type, &format.write(&users));
                close.run(());
            }
            Err(failure) => error.set(Some(format!("Nothing was exported. {}", failure.sentence()))),
        });
    };
    view! {
        <Drawer
            title="Export users"
            on_close=close
            footer=move || view! {
                <div class="spacer"></div>
                <Button on_press=close>"Cancel"</Button>
                <Button kind=ButtonKind::Primary pending disabled_reason=incomplete on_press=save>"Download"</Button>
            }
        >
            <div class="form">
                {move || error.get().map(|error| view! { <Notice tone=Tone::Danger assertive=true>{error}</Notice> })}
                <RadioField name="range" label="Which" value=whole options=ranges/>
                <RadioField
                    chips=true
                    name="format"
                    label="Format"
                    value=format
                    options=formats
                    description=Signal::derive(move || Some(format.get().description().to_owned()))
                />
                <p class="muted">"Every attribute that the server tells is written, in the order of the list. Passwords are never told."</p>
            </div>
        </Drawer>
    }
}
