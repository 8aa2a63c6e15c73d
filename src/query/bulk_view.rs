//! What is shown of the same request for many records: how far it has come, and what becomes of each.

use leptos::prelude::*;

use super::Bulk;
use ui::table::group_digits;
use ui::{Badge, IconName, Notice, Tone};

/// So many records are named; the others are counted.
const NAMED: usize = 50;

/// One of the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkRecord {
    /// The id by which [`Bulk`] knows it.
    pub id: i64,
    /// What people call it.
    pub name: String,
    /// Why it is left out, if it is.
    pub left_out: Option<String>,
}

/// How far it has come, in a sentence; nothing before it has begun.
#[component]
pub fn BulkOutcome(
    /// The requests.
    bulk: Bulk,
    /// How many records are affected; none before it has begun.
    #[prop(into)]
    all: Signal<Option<usize>>,
    /// What has become of a record when it succeeded: "Changed".
    done: &'static str,
    /// Whether the records were selected in a list, where those that failed stay so.
    #[prop(default = true)]
    from_selection: bool,
) -> impl IntoView {
    let stay = if from_selection {
        " They stay selected."
    } else {
        " The reasons are below."
    };
    let verb = done.to_lowercase();
    let digits = |count: usize| group_digits(count as u64);
    let outcome = move || {
        let (succeeded, failed) = bulk.counts();
        let all = all.get()?;
        let (tone, rest) = match (bulk.running.get(), bulk.stopped.get()) {
            (true, _) => (Tone::Info, "…".to_owned()),
            (false, Some(reason)) => (Tone::Danger, format!(", then it stopped. {reason}")),
            (false, None) if succeeded + failed < all => (Tone::Warning, ", then it was stopped.".to_owned()),
            (false, None) if failed > 0 => (Tone::Warning, format!(", {} failed.{stay}", digits(failed))),
            (false, None) => (Tone::Success, ".".to_owned()),
        };
        let [succeeded, all] = [succeeded, all].map(digits);
        Some(view! { <Notice tone>{format!("{succeeded} of {all} {verb}{rest}")}</Notice> })
    };
    view! { <div aria-live="polite">{outcome}</div> }
}

/// The records, each with its result or why it is left out. Those that need a look come first.
#[component]
pub fn BulkRecords(
    /// What they are: "Users".
    label: &'static str,
    /// The records, those that are left out among them.
    #[prop(into)]
    records: Signal<Vec<BulkRecord>>,
    /// The requests.
    bulk: Bulk,
    /// What has become of a record when it succeeded: "Changed".
    done: &'static str,
    /// What else is shown of the record with that id.
    #[prop(optional, into)]
    details: Option<Callback<i64, AnyView>>,
) -> impl IntoView {
    let items = move || {
        let (mut records, results) = (records.get(), bulk.results.read());
        records.sort_by_key(|record| match (results.get(&record.id), &record.left_out) {
            (Some(Err(_)), _) => 0,
            (_, Some(_)) => 1,
            _ => 2,
        });
        let item = |record: BulkRecord| {
            let result = results.get(&record.id).cloned();
            view! { <BulkItem record result done details/> }
        };
        records.into_iter().take(NAMED).map(item).collect_view()
    };
    let more = Memo::new(move |_| records.with(Vec::len).saturating_sub(NAMED));
    view! {
        <ul class="bulk" aria-label=label>{items}</ul>
        <Show when=move || { more.get() > 0 }>
            <p class="muted">{move || format!("and {} more", more.get())}</p>
        </Show>
    }
}

#[component]
fn BulkItem(
    record: BulkRecord,
    /// What became of it, if it was tried.
    result: Option<Result<(), String>>,
    done: &'static str,
    details: Option<Callback<i64, AnyView>>,
) -> impl IntoView {
    let (badge, reason) = match (result, record.left_out) {
        (Some(Ok(())), _) => (Some((Tone::Success, IconName::Check, done)), None),
        (Some(Err(reason)), _) => (Some((Tone::Danger, IconName::Warning, "Failed")), Some(reason)),
        (None, Some(reason)) => (Some((Tone::Neutral, IconName::Info, "Left out")), Some(reason)),
        (None, None) => (None, None),
    };
    view! {
        <li>
            <span class="name">{record.name}</span>
            {badge.map(|(tone, icon, word)| view! { " "<Badge tone icon>{word}</Badge> })}
            {details.map(|details| details.run(record.id))}
            {reason.map(|reason| view! { <p class="muted small">{reason}</p> })}
        </li>
    }
}
