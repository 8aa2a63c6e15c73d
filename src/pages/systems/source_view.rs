//! What is shown of lists that are being loaded, or couldn't be.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::query::{QueryStatus, QueryView};
use crate::system_accounts::{AccountSource, SystemAccounts};
use ui::{ErrorState, Notice, Tone};

/// A list that couldn't be loaded, what follows from it, and what loads it again.
type Failure = (AccountSource, &'static str, Callback<()>);

/// Shows its children once `sources` have answered and at least one of them is there. Notices about those that aren't, or
/// are older, are left to [`SourceNotices`].
#[component]
pub fn SourceView(
    /// The lists that are shown; the first gives an error its title.
    sources: &'static [AccountSource],
    children: ChildrenFn,
) -> impl IntoView {
    let systems = SystemAccounts::expect();
    let all: Vec<QueryStatus> = sources.iter().map(|source| systems.status(*source)).collect();
    let first = all[0];
    let reloads: Vec<Callback<()>> = all.iter().map(|status| status.reload).collect();
    let outcome = Memo::new(move |_| {
        let mut has_data = false;
        let mut error = None;
        for status in &all {
            if status.has_data.get() {
                has_data = true;
            } else {
                // Neither: this one hasn't answered yet.
                error = Some(status.error.get()?);
            }
        }
        Some(error.filter(|_| !has_data))
    });
    let reload = move |()| reloads.iter().for_each(|reload| reload.run(()));
    let query = QueryStatus {
        has_data: Signal::derive(move || outcome.with(|outcome| *outcome == Some(None))),
        error: Signal::derive(move || outcome.get().flatten()),
        reload: Callback::new(reload),
        ..first
    };
    let title = format!("{} couldn’t be loaded", capitalize(sources[0].noun()));
    let failed = move |error: ApiError| {
        view! { <FailedSource title=title.clone() error on_retry=query.reload/> }.into_any()
    };
    view! { <QueryView query failed=failed children/> }
}

/// An error in place of a list or one of its entries.
#[component]
pub fn FailedSource(#[prop(into)] title: String, error: ApiError, on_retry: Callback<()>) -> impl IntoView {
    view! { <ErrorState title message=explain(&error) details=error.details() on_retry/> }
}

/// Says which lists couldn't be loaded, with what follows from it and a way to try again. Lists that fail for the same
/// reason share a notice.
#[component]
pub fn SourceNotices(
    /// The list of the tab. As long as there is nothing of it, [`SourceView`] shows its error.
    #[prop(optional)]
    own: Option<AccountSource>,
    /// The others, with what is missing without them.
    others: &'static [(AccountSource, &'static str)],
) -> impl IntoView {
    let systems = SystemAccounts::expect();
    let sources = own.map(|own| (own, "")).into_iter().chain(others.iter().copied());
    let sources: Vec<_> = sources
        .map(|(source, consequence)| (source, consequence, systems.status(source)))
        .collect();
    let notice = |(reason, failures): (String, Vec<Failure>)| {
        let nouns: Vec<&str> = failures.iter().map(|(source, ..)| source.noun()).collect();
        let title = format!("{} couldn’t be loaded", capitalize(&nouns.join(" and ")));
        let mut text = reason;
        for (_, consequence, _) in &failures {
            if !text.contains(consequence) {
                text = format!("{text} {consequence}");
            }
        }
        let retry = move |_| failures.iter().for_each(|(.., reload)| reload.run(()));
        view! {
            <div class="above">
                <Notice tone=Tone::Warning title>
                    {text}" "
                    <button type="button" class="link" on:click=retry>"Try again"</button>
                </Notice>
            </div>
        }
    };
    move || {
        let mut failures: Vec<(String, Vec<Failure>)> = Vec::new();
        for (source, consequence, status) in &sources {
            let is_old = status.has_data.get();
            let Some(error) = status.error.get().filter(|_| is_old || own != Some(*source)) else {
                continue;
            };
            let consequence = if is_old {
                "What you see of them was loaded earlier."
            } else {
                consequence
            };
            let (reason, failure) = (explain(&error), (*source, consequence, status.reload));
            match failures.iter_mut().find(|(other, _)| *other == reason) {
                Some((_, others)) => others.push(failure),
                None => failures.push((reason, vec![failure])),
            }
        }
        failures.into_iter().map(notice).collect_view()
    }
}

/// Why a list couldn't be loaded, in a sentence.
fn explain(error: &ApiError) -> String {
    match error {
        ApiError::NotFound => "The server doesn’t offer this list.".into(),
        error => error.sentence(),
    }
}

/// Begins a sentence or a title; the text must not be empty.
pub fn capitalize(text: &str) -> String {
    let (first, rest) = text.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}
