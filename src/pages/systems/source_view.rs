//! What is shown of lists that are being loaded, or couldn't be.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::query::{QueryStatus, QueryView};
use crate::system_accounts::{Source, SystemAccounts};
use ui::{ErrorState, Notice, Tone};

/// Shows its children once `sources` have answered and at least one of them is there. Notices about those that aren't, or
/// are older, are left to [`SourceNotices`].
#[component]
pub fn SourceView(
    /// The lists that are shown; the first gives an error its title.
    sources: &'static [Source],
    children: ChildrenFn,
) -> impl IntoView {
    let query = use_combined_status(sources);
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

/// How loading several lists stands: it waits for all of them, and fails if all fail.
fn use_combined_status(sources: &'static [Source]) -> QueryStatus {
    let systems = SystemAccounts::expect();
    let all: Vec<QueryStatus> = sources.iter().map(|source| systems.status(*source)).collect();
    let first = all[0];
    let reload = {
        let all = all.clone();
        Callback::new(move |()| all.iter().for_each(|status| status.reload.run(())))
    };
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
    QueryStatus {
        has_data: Signal::derive(move || outcome.with(|outcome| *outcome == Some(None))),
        error: Signal::derive(move || outcome.get().flatten()),
        reload,
        ..first
    }
}

/// Says which lists couldn't be loaded, with what follows from it and a way to try again. Lists that fail for the same
/// reason share a notice.
#[component]
pub fn SourceNotices(
    /// The list of the tab. As long as there is nothing of it, [`SourceView`] shows its error.
    #[prop(optional)]
    own: Option<Source>,
    /// The others, with what is missing without them.
    others: &'static [(Source, &'static str)],
) -> impl IntoView {
    let systems = SystemAccounts::expect();
    let sources: Vec<(Source, &'static str, QueryStatus)> = own
        .map(|own| (own, ""))
        .into_iter()
        .chain(others.iter().copied())
        .map(|(source, consequence)| (source, consequence, systems.status(source)))
        .collect();
    move || {
        let mut failures: Vec<(String, Vec<(Source, &'static str)>)> = Vec::new();
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
            let reason = explain(&error);
            match failures.iter_mut().find(|(other, _)| *other == reason) {
                Some((_, lists)) => lists.push((*source, consequence)),
                None => failures.push((reason, vec![(*source, consequence)])),
            }
        }
        let notice = |(reason, lists)| view! { <FailureNotice reason lists/> };
        failures.into_iter().map(notice).collect_view()
    }
}

/// Lists that couldn't be loaded for the same reason, each with what follows from it.
#[component]
fn FailureNotice(reason: String, lists: Vec<(Source, &'static str)>) -> impl IntoView {
    let systems = SystemAccounts::expect();
    let nouns: Vec<&str> = lists.iter().map(|(source, _)| source.noun()).collect();
    let title = format!("{} couldn’t be loaded", capitalize(&nouns.join(" and ")));
    let mut text = reason;
    for (_, consequence) in &lists {
        if !text.contains(consequence) {
            text = format!("{text} {consequence}");
        }
    }
    let retry = move |_| {
        for (source, _) in &lists {
            systems.status(*source).reload.run(());
        }
    };
    view! {
        <div class="above">
            <Notice tone=Tone::Warning title>
                {text}" "
                <button type="button" class="link" on:click=retry>"Try again"</button>
            </Notice>
        </div>
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
