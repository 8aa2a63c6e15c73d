//! The rows of a plan, with what becomes of each, and the results.

use api_types::{SourceType, Timestamp, User, UserChanges};
use leptos::prelude::*;

use super::attribute::Attribute;
use super::plan::{Outcome, PlannedRow};
use super::run::Run;
use crate::time;
use crate::user_facts::source_name;
use ui::forms::{Choice, RadioField};
use ui::table::group_digits;
use ui::{Badge, Button, IconName, Tone};

/// So many rows are drawn at first, and more with each press.
const STEP: usize = 100;

/// What becomes of a row, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutcomeKind {
    /// Nothing, for a reason.
    Invalid,
    /// Somebody is changed.
    Update,
    /// Somebody is created.
    Create,
    /// Nothing: they are so already.
    Unchanged,
}

impl OutcomeKind {
    /// All of them, those that need a look first.
    const ALL: [Self; 4] = [Self::Invalid, Self::Update, Self::Create, Self::Unchanged];

    /// That of a row.
    fn of(row: &PlannedRow) -> Self {
        match row.outcome {
            Outcome::Create(_) => Self::Create,
            Outcome::Update(..) => Self::Update,
            Outcome::Unchanged => Self::Unchanged,
            Outcome::Invalid(_) => Self::Invalid,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Invalid => "Error",
            Self::Update => "Update",
            Self::Create => "Create",
            Self::Unchanged => "Unchanged",
        }
    }

    fn badge(self) -> (Tone, IconName) {
        match self {
            Self::Invalid => (Tone::Danger, IconName::Warning),
            Self::Update => (Tone::Info, IconName::Pencil),
            Self::Create => (Tone::Accent, IconName::Plus),
            Self::Unchanged => (Tone::Neutral, IconName::Check),
        }
    }
}

/// How many rows of each kind there are, as far as there are any: "48 create, 1 unchanged".
pub fn summarize(rows: &[PlannedRow]) -> String {
    let kinds = [
        OutcomeKind::Create,
        OutcomeKind::Update,
        OutcomeKind::Unchanged,
        OutcomeKind::Invalid,
    ];
    let counted = kinds.into_iter().filter_map(|kind| {
        let count = rows.iter().filter(|row| OutcomeKind::of(row) == kind).count();
        let words = match kind {
            OutcomeKind::Create => "to create",
            OutcomeKind::Update => "to update",
            OutcomeKind::Unchanged => "unchanged",
            OutcomeKind::Invalid if count == 1 => "with an error",
            OutcomeKind::Invalid => "with errors",
        };
        (count > 0).then(|| format!("{} {words}", group_digits(count as u64)))
    });
    counted.collect::<Vec<_>>().join(", ")
}

/// The rows, those that failed or are wrong first.
#[component]
pub fn PlannedRows(
    /// The rows.
    rows: Memo<Vec<PlannedRow>>,
    /// How far applying them has come.
    run: Run,
) -> impl IntoView {
    let shown = RwSignal::new(None::<OutcomeKind>);
    let limit = RwSignal::new(STEP);
    let filters = Signal::derive(move || {
        let rows = rows.read();
        let choice = |kind: OutcomeKind| {
            let count = rows.iter().filter(|row| OutcomeKind::of(row) == kind).count();
            let label = format!("{} {}", kind.label(), group_digits(count as u64));
            (count > 0).then(|| Choice::new(Some(kind), label))
        };
        let all = Choice::new(None, format!("All {}", group_digits(rows.len() as u64)));
        std::iter::once(all)
            .chain(OutcomeKind::ALL.into_iter().filter_map(choice))
            .collect::<Vec<_>>()
    });
    // A kind that is gone since shows all.
    let kind = Memo::new(move |_| {
        let rows = rows.read();
        shown
            .get()
            .filter(|kind| rows.iter().any(|row| OutcomeKind::of(row) == *kind))
    });
    let is_of =
        |kind: Option<OutcomeKind>, row: &PlannedRow| kind.is_none_or(|kind| OutcomeKind::of(row) == kind);
    let count = Memo::new(move |_| {
        let kind = kind.get();
        rows.with(|rows| rows.iter().filter(|row| is_of(kind, row)).count())
    });
    let items = move || {
        // Rows keep their places while requests are on their way.
        let is_running = run.bulk.queue.running.get();
        let rows = rows.read();
        let results = run.bulk.results.read_untracked();
        let kind = kind.get();
        let mut found: Vec<(i64, &PlannedRow)> = (0_i64..)
            .zip(rows.iter())
            .filter(|(_, row)| is_of(kind, row))
            .collect();
        found.sort_by_key(|(id, row)| match results.get(id) {
            Some(Err(_)) if !is_running => 0,
            _ if OutcomeKind::of(row) == OutcomeKind::Invalid => 1,
            _ => 2,
        });
        let shown = found.into_iter().take(limit.get());
        shown
            .map(|(id, row)| view! { <RowItem id row=row.clone() run/> })
            .collect_view()
    };
    let more = move || count.get().saturating_sub(limit.get());
    view! {
        <RadioField chips=true name="kind" label="Rows" value=shown options=filters/>
        <ul class="import-rows" aria-label="Rows">{items}</ul>
        <Show when={move || more() > 0}>
            <div>
                <Button on_press=move |()| limit.update(|limit| *limit += STEP)>
                    {move || format!("Show more ({} are not shown)", group_digits(more() as u64))}
                </Button>
            </div>
        </Show>
    }
}

/// A row, with what becomes of it or has become of it.
#[component]
fn RowItem(id: i64, row: PlannedRow, run: Run) -> impl IntoView {
    let kind = OutcomeKind::of(&row);
    let result = Memo::new(move |_| run.bulk.results.with(|results| results.get(&id).cloned()));
    let badge = move || {
        let (tone, icon, word) = match (result.get(), kind) {
            (Some(Ok(())), OutcomeKind::Create) => (Tone::Success, IconName::Check, "Created"),
            (Some(Ok(())), _) => (Tone::Success, IconName::Check, "Updated"),
            (Some(Err(_)), _) => (Tone::Danger, IconName::Warning, "Failed"),
            (None, kind) => {
                let (tone, icon) = kind.badge();
                (tone, icon, kind.label())
            }
        };
        view! { <Badge tone icon>{word}</Badge> }
    };
    let reason = move || {
        result
            .get()?
            .err()
            .map(|reason| view! { <p class="small">{reason}</p> })
    };
    let facts = match row.outcome {
        Outcome::Create(changes) => facts(None, &changes),
        Outcome::Update(user, changes) => facts(Some(&user), &changes),
        Outcome::Invalid(problem) => view! { <p class="small">{problem}</p> }.into_any(),
        Outcome::Unchanged => ().into_any(),
    };
    view! {
        <li>
            <span class="name">{row.name}</span>
            {badge}
            <span class="muted small">{format!("line {}", group_digits(row.line as u64))}</span>
            {reason}
            {facts}
        </li>
    }
}

/// What a request sets, each attribute with what it was before, if somebody is changed.
fn facts(before: Option<&User>, changes: &UserChanges) -> AnyView {
    let number = |number: Option<i64>| number.map(|number| number.to_string());
    let role = |is_admin: bool| Some(if is_admin { "Administrator" } else { "User" }.to_owned());
    let expiry = |at: Option<Timestamp>| Some(at.map_or_else(|| "Never".to_owned(), time::exact));
    let source = |source: Option<&SourceType>| source.map(source_name);
    let texts = [
        // The name of a new user stands above.
        (
            Attribute::Username,
            before.map(|user| user.username.clone()),
            changes.username.clone().filter(|_| before.is_some()),
        ),
        (
            Attribute::Email,
            before.and_then(|user| user.email.clone()),
            changes
                .email
                .clone()
                .map(|email| email.unwrap_or_else(|| "none".to_owned())),
        ),
        (
            Attribute::Role,
            before.and_then(|user| role(user.is_admin)),
            changes
                .is_admin
                .filter(|is_admin| *is_admin || before.is_some())
                .and_then(role),
        ),
        (
            Attribute::Uid,
            before.and_then(|user| number(user.user_id)),
            number(changes.user_id),
        ),
        (
            Attribute::Gid,
            before.and_then(|user| number(user.group_id)),
            number(changes.group_id),
        ),
        (
            Attribute::Source,
            before.and_then(|user| source(user.source_type.as_ref())),
            source(changes.source_type.as_ref()),
        ),
        (
            Attribute::Expiry,
            before.and_then(|user| expiry(user.expired_at.flatten())),
            changes.expired_at.and_then(expiry),
        ),
    ];
    let is_changed = before.is_some();
    let fact = |(attribute, old, new): (Attribute, Option<String>, Option<String>)| {
        let new = new?;
        let old = is_changed.then(|| format!("{} → ", old.unwrap_or_else(|| "none".to_owned())));
        Some(view! { <p class="small"><span class="muted">{attribute.label()}" "{old}</span>{new}</p> })
    };
    texts.map(fact).into_iter().flatten().collect_view().into_any()
}
