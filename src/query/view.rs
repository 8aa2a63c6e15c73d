//! What is shown while something is loaded, when that fails, and when only something older is there.

use leptos::prelude::*;

use super::QueryStatus;
use crate::api::{ApiError, Connection};
use crate::time;
use ui::{ErrorState, Notice, Skeleton, Tone, use_seconds_until};

/// Shows its children as soon as there are data, under a notice when newer ones couldn't be loaded. Before, it
/// shows a skeleton, or the error with a way to try again.
///
/// The children are built once and stay while newer data are loaded: they read the data from the query's signals.
#[component]
pub fn QueryView(
    /// What is loaded: a `Query`, or a status made of several.
    #[prop(into)]
    query: QueryStatus,
    /// How many rows the skeleton has.
    #[prop(default = 8)]
    skeleton_rows: usize,
    /// What is shown of an error when there are no data; by default its title and sentence, and a button to try again.
    #[prop(optional, into)]
    failed: Option<Callback<ApiError, AnyView>>,
    /// What is loaded, as views.
    children: ChildrenFn,
) -> impl IntoView {
    let outcome = Memo::new(move |_| {
        if query.has_data.get() {
            Some(Ok(()))
        } else {
            query.error.get().map(Err)
        }
    });
    view! {
        <StaleNotice query/>
        {move || match (outcome.get(), failed) {
            (Some(Ok(())), _) => children().into_any(),
            (None, _) => view! { <Skeleton rows=skeleton_rows/> }.into_any(),
            (Some(Err(error)), Some(failed)) => failed.run(error),
            (Some(Err(error)), None) => view! {
                <ErrorState
                    title=error.title()
                    message=error.sentence()
                    details=error.details()
                    retry_note=use_retry_note(query)
                    on_retry=query.reload
                />
            }
            .into_any(),
        }}
    }
}

/// Says that newer data couldn't be loaded, and that what is shown is older. Shows nothing otherwise.
#[component]
fn StaleNotice(query: QueryStatus) -> impl IntoView {
    // A memo, so that the button keeps the focus when a further try fails the same way.
    let error = Memo::new(move |_| query.error.get().filter(|_| query.has_data.get()));
    let connection = Connection::expect();
    move || {
        error.get().map(|error| {
            // The bar of the frame says why, and that it is tried again.
            let is_told = error.is_out_of_reach() && connection.lost().is_some();
            let retry_note = use_retry_note(query);
            if is_told {
                return view! { <p class="stale" role="status"><Loaded query/></p> }.into_any();
            }
            view! {
                <Notice tone=Tone::Warning title=error.title()>
                    {error.sentence()}" "<Loaded query/>" "
                    {move || retry_note.get().map(|note| note + " ")}
                    <button type="button" class="link" on:click=move |_| query.reload.run(())>
                        "Try again"
                    </button>
                </Notice>
            }
            .into_any()
        })
    }
}

/// How old what is shown is.
#[component]
fn Loaded(query: QueryStatus) -> impl IntoView {
    let loaded_at = query.loaded_at;
    // What a list knows of a record comes without the time.
    let when = move || match loaded_at.get() {
        Some(at) => view! { <time::Ago at/> }.into_any(),
        None => "earlier".into_any(),
    };
    view! { "What you see was loaded "{when}"." }
}

/// "It is tried again in 12 s."; none where it isn't.
fn use_retry_note(query: QueryStatus) -> Signal<Option<String>> {
    let seconds = Memo::new(move |_| {
        query
            .retries_at
            .get()
            .map(|at| use_seconds_until(at.unix_millis()))
    });
    Signal::derive(move || {
        let seconds = seconds.get()?.get();
        Some(format!("It is tried again in {seconds} s."))
    })
}
