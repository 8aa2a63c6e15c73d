//! What is shown while something is loaded, when that fails, and when only something older is there.

use leptos::prelude::*;

use super::QueryStatus;
use crate::api::ApiError;
use ui::{ErrorState, Notice, Skeleton, Tone};

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
    move || {
        error.get().map(|error| {
            view! {
                <Notice tone=Tone::Warning title=error.title()>
                    {error.sentence()}
                    " What you see was loaded earlier. "
                    <button type="button" class="link" on:click=move |_| query.reload.run(())>
                        "Try again"
                    </button>
                </Notice>
            }
        })
    }
}
