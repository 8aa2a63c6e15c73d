//! What is shown of the same request for many records: how far it has come, and what becomes of each.

use leptos::prelude::*;

use super::{Bulk, ThrottleNotice};
use ui::table::group_digits;
use ui::{Badge, IconName, Notice, Tone};

/// So many records of a group are named; the others are counted.
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
    /// How many are left out that were meant to be among them.
    #[prop(optional, into)]
    left_out: Signal<usize>,
) -> impl IntoView {
    let verb = done.to_lowercase();
    let digits = |count: usize| group_digits(count as u64);
    let outcome = move || {
        let (succeeded, failed) = bulk.counts();
        let all = all.get()?;
        let (tone, rest) = match (bulk.queue.running.get(), bulk.queue.stopped.get()) {
            (true, _) => (Tone::Info, "…".to_owned()),
            (false, Some(reason)) => (Tone::Danger, format!(", then it stopped. {reason}")),
            (false, None) if succeeded + failed < all => (Tone::Warning, ", then it was stopped.".to_owned()),
            (false, None) if failed > 0 => {
                let rest = match (from_selection, failed) {
                    (false, _) => ". The reasons are below.",
                    (true, 1) => " and stays selected.",
                    (true, _) => " and stay selected.",
                };
                (Tone::Warning, format!(", {} failed{rest}", digits(failed)))
            }
            (false, None) if left_out.get() > 0 => (
                Tone::Warning,
                format!(". {} left out: the reasons are below.", digits(left_out.get())),
            ),
            (false, None) => (Tone::Success, ".".to_owned()),
        };
        let [succeeded, all] = [succeeded, all].map(digits);
        Some(view! { <Notice tone>{format!("{succeeded} of {all} {verb}{rest}")}</Notice> })
    };
    view! {
        <div class="stack" aria-live="polite">
            {outcome}
            <ThrottleNotice throttle=bulk.queue.throttle/>
        </div>
    }
}

/// The records, each with its result or why it is left out. Those that failed come first, and those that are left out last.
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
    // Those that failed, those that are affected, and those that are left out.
    let groups = Memo::new(move |_| {
        let results = bulk.results.read();
        let mut groups = [const { Vec::new() }; 3];
        for record in records.get() {
            let place = match results.get(&record.id) {
                Some(Err(_)) => 0,
                _ if record.left_out.is_none() => 1,
                _ => 2,
            };
            groups[place].push(record);
        }
        groups
    });
    let items = move || {
        // A group may stay as it is while results come.
        let results = bulk.results.read();
        let item = |record: BulkRecord| {
            let result = results.get(&record.id).cloned();
            view! { <BulkItem record result done details/> }
        };
        let shown = groups
            .get()
            .into_iter()
            .flat_map(|group| group.into_iter().take(NAMED));
        shown.map(item).collect_view()
    };
    let left_out = Memo::new(move |_| {
        records.with(|records| {
            let left_out = records.iter().filter(|record| record.left_out.is_some());
            left_out.count()
        })
    });
    let words = move || match left_out.get() {
        0 => None,
        1 => Some("1 is left out; the reason stands below.".to_owned()),
        count => Some(format!(
            "{} are left out; the reasons stand below.",
            group_digits(count as u64)
        )),
    };
    let more = Memo::new(move |_| {
        let groups = groups.read();
        groups
            .iter()
            .map(|group| group.len().saturating_sub(NAMED))
            .sum::<usize>()
    });
    view! {
        {move || words().map(|words| view! { <p class="muted">{words}</p> })}
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
