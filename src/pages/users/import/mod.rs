//! Importing users: a file or a text, what its columns hold, what would become of each row, and applying that.

mod attribute;
mod columns;
mod everybody;
mod plan;
mod rows;
mod run;
mod values;

use api_types::User;
use leptos::prelude::*;

use self::attribute::Attribute;
use self::columns::{ColumnMatch, Columns};
use self::everybody::EverybodyQuery;
use self::plan::{ImportContext, Outcome, PlannedRow, plan};
use self::rows::{PlannedRows, summarize};
use self::run::Run;
use super::context::UsersContext;
use super::details::use_close;
use crate::api::use_api;
use crate::import::{ImportSource, SourceFields, Table};
use crate::layouts::use_title;
use crate::passwords::{HandOver, LOSE_PASSWORDS};
use crate::query::{BulkOutcome, QueryView};
use crate::time;
use crate::unsaved::{LEAVE_IMPORT, use_question};
use ui::forms::CheckboxField;
use ui::table::counted;
use ui::{Button, ButtonKind, Drawer, Notice, Tone, focus};

/// The id of what shows the rows.
const ROWS: &str = "import-preview";

/// The drawer that imports.
#[component]
pub fn ImportForm() -> impl IntoView {
    use_title(|| "Import users".into());
    let (api, context) = (use_api(), expect_context::<UsersContext>());
    let source = ImportSource::default();
    let has_head = RwSignal::new(true);
    let run = Run::new(api);
    let everybody = EverybodyQuery::new(context);
    let status = everybody.status();
    // Attributes that the server leaves out of my own record it doesn't know at all.
    let me = api.session().current_user();
    let table = Memo::new(move |_| {
        let text = source.text.read();
        (!text.trim().is_empty()).then(|| Table::read(&text, has_head.get()))
    });
    let columns = ColumnMatch::new(table, offered_by(me.as_ref()));
    let planned = Memo::new(move |_| {
        let (table, attributes) = (table.read(), columns.attributes.read());
        let Some(Ok(table)) = &*table else {
            return Vec::new();
        };
        // Once it has begun its rows are kept.
        if columns.names_nobody() || run.has_begun() {
            return Vec::new();
        }
        let refusal = |verb: &str, user: &User| context.refusal(verb, user);
        everybody
            .with(|everybody| {
                let import_context = ImportContext {
                    everybody: everybody?,
                    refusal: &refusal,
                    local: &time::from_input,
                };
                Some(plan(table, &attributes, &import_context))
            })
            .unwrap_or_default()
    });
    let rows = Memo::new(move |_| run.rows.get().unwrap_or_else(|| planned.get()));
    let change_count =
        Memo::new(move |_| rows.with(|rows| rows.iter().filter(|row| row.is_change()).count()));
    let open_count = Memo::new(move |_| change_count.get().saturating_sub(run.bulk.counts().0));

    let close = use_close();
    let at_risk = Signal::derive(move || run.passwords.are_at_risk());
    let unapplied = Signal::derive(move || {
        let is_open = if run.has_begun() {
            open_count.get() > 0
        } else {
            !source.is_empty()
        };
        is_open && !at_risk.get()
    });
    use_question(at_risk, close, &LOSE_PASSWORDS);
    let ask = use_question(unapplied, close, &LEAVE_IMPORT);
    let close = Callback::new(move |()| {
        if !run.bulk.queue.running.get_untracked() {
            ask.run(());
        }
    });

    let has_rows = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let is_waiting = Memo::new(move |_| !run.has_begun());
    let is_csv = Memo::new(move |_| table.with(|table| matches!(table, Some(Ok(table)) if table.is_csv)));
    let problem = move || table.with(|table| table.as_ref()?.as_ref().err().cloned());
    let stop_first = Signal::derive(move || run.bulk.queue.running.get().then(|| "Stop first.".to_owned()));
    let nothing_reason = Signal::derive(move || {
        let reason = match (run.has_begun(), has_rows.get()) {
            _ if open_count.get() > 0 => return None,
            (true, _) => return None,
            (false, true) => "No row would change anything.",
            (false, false) if source.is_empty() => "Choose a file or paste a text first.",
            (false, false) if !status.has_data.get() => {
                "The users whom the rows are compared with aren’t loaded yet."
            }
            (false, false) => "There are no rows that could be imported.",
        };
        Some(reason.to_owned())
    });
    let is_done =
        Memo::new(move |_| run.has_begun() && open_count.get() == 0 && !run.bulk.queue.running.get());
    let invalid = Memo::new(move |_| {
        let rows = rows.read();
        let invalid = rows
            .iter()
            .filter(|row| matches!(row.outcome, Outcome::Invalid(_)));
        invalid.count()
    });
    let apply_label = move || match (run.has_begun(), open_count.get()) {
        (false, _) if !has_rows.get() => "Import users".to_owned(),
        (false, count) => format!("Import {}", counted(count, "user")),
        (true, open) => run.bulk.resume_label(open),
    };
    let promise = || "Nothing is changed until you import it.".to_owned();
    view! {
        <Drawer
            title="Import users"
            subtitle=Signal::derive(move || is_waiting.get().then(promise))
            on_close=close
            footer=move || view! {
                <Show when=move || run.bulk.queue.running.get()>
                    <Button on_press=move |()| run.bulk.queue.stop()>"Stop"</Button>
                </Show>
                <Show when=move || is_waiting.get() && has_rows.get() fallback=|| view! { <div class="spacer"></div> }>
                    <Summary rows/>
                </Show>
                {move || if is_done.get() {
                    view! { <Button kind=ButtonKind::Primary on_press=close>"Done"</Button> }.into_any()
                } else {
                    view! {
                        <Button disabled_reason=stop_first on_press=close>"Close"</Button>
                        <Button
                            kind=ButtonKind::Primary
                            pending=run.bulk.queue.running
                            disabled_reason=nothing_reason
                            on_press=move |()| run.start(planned.get_untracked())
                        >
                            {apply_label}
                        </Button>
                    }
                    .into_any()
                }}
            }
        >
            <div class="form import">
                <Show when=move || is_waiting.get()>
                    <SourceFields
                        source
                        help="CSV, cells that were copied from a spreadsheet, or JSON. The first row names the columns: username, email, role, uid, gid, expires, password, in any order."
                    />
                    {move || problem().map(|problem| view! { <Notice tone=Tone::Danger assertive=true>{problem}</Notice> })}
                    <Show when=move || is_csv.get()>
                        <CheckboxField name="head" label="The first row names the columns" value=has_head/>
                    </Show>
                    <Columns columns/>
                </Show>
                {move || everybody.count_so_far().map(|count| view! {
                    <p class="muted" role="status">{format!("The rows are compared with all users: {} are loaded so far.", counted(count, "user"))}</p>
                })}
                <QueryView query=status>
                    <BulkOutcome bulk=run.bulk all=Signal::derive(move || run.has_begun().then(|| change_count.get())) done="Imported" from_selection=false left_out=invalid/>
                    <HandOver passwords=run.passwords running=run.bulk.queue.running/>
                    <Show when=move || has_rows.get()>
                        <div id=ROWS class="form" tabindex="-1">
                            <Show when=move || is_waiting.get()>
                                <Hints rows/>
                            </Show>
                            <PlannedRows rows run/>
                        </div>
                    </Show>
                </QueryView>
            </div>
        </Drawer>
    }
}

impl PlannedRow {
    /// Whether it changes or creates somebody.
    fn is_change(&self) -> bool {
        matches!(self.outcome, Outcome::Create(_) | Outcome::Update(..))
    }
}

/// The attributes that a server knows, as somebody's record tells.
fn offered_by(user: Option<&User>) -> Vec<Attribute> {
    let is_known = |attribute: &Attribute| {
        user.is_none_or(|user| match attribute {
            Attribute::Expiry => user.expired_at.is_some(),
            Attribute::Source => user.source_type.is_some(),
            _ => true,
        })
    };
    Attribute::ALL.into_iter().filter(is_known).collect()
}

/// What the import would do, in numbers: in sight wherever the form is scrolled, with the way to the rows.
#[component]
fn Summary(rows: Memo<Vec<PlannedRow>>) -> impl IntoView {
    let words =
        Memo::new(move |_| rows.with(|rows| format!("{}: {}.", counted(rows.len(), "row"), summarize(rows))));
    let show = move |_| {
        if let Some(rows) = document().get_element_by_id(ROWS) {
            focus(&rows);
            rows.scroll_into_view();
        }
    };
    view! {
        <div class="import-summary">
            <span role="status">{words}</span>
            " "
            <button type="button" class="link" on:click=show>"Show the rows"</button>
        </div>
    }
}

/// What is good to know about the rows.
#[component]
fn Hints(rows: Memo<Vec<PlannedRow>>) -> impl IntoView {
    let invalid = Memo::new(move |_| {
        let is_invalid = |row: &&PlannedRow| matches!(row.outcome, Outcome::Invalid(_));
        rows.read().iter().filter(is_invalid).count()
    });
    // Who is known by an id alone may come from another server, where it is somebody else's.
    let renamed = Memo::new(move |_| {
        let is_renamed = |row: &&PlannedRow| matches!(&row.outcome, Outcome::Update(_, changes) if changes.username.is_some());
        rows.read().iter().filter(is_renamed).count()
    });
    view! {
        <Show when=move || { invalid.get() > 0 }>
            <Notice tone=Tone::Warning>
                {move || match invalid.get() {
                    1 => "The row with an error is left out.",
                    _ => "The rows with errors are left out.",
                }}
            </Notice>
        </Show>
        <Show when=move || { renamed.get() > 0 }>
            <Notice tone=Tone::Warning>
                {move || format!("{} would be renamed, ", counted(renamed.get(), "user"))}
                "because the file has their ids with other names. If it comes from another server, leave out the column of ids."
            </Notice>
        </Show>
        <details>
            <summary>"How cells are read"</summary>
            <p class="muted small">
            "An empty cell leaves an attribute as it is; a new user gets its default. “none” clears an email, “never” an expiry. \
            A password is the first one of a new user, and is generated where there is none; others keep theirs."
            </p>
        </details>
    }
}
