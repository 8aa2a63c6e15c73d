//! The form that exports users.

use leptos::prelude::*;

use super::columns;
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

/// Which users are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Range {
    /// Those who are selected.
    Selection,
    /// All that match the search and the filters.
    Matches,
    /// Those on this page.
    Page,
}

/// The drawer with the form.
#[component]
pub fn ExportForm() -> impl IntoView {
    let CloseDrawer(close) = expect_context();
    let context = expect_context::<UsersContext>();
    let api = use_api();
    let selected = context.selected.read_untracked().len();
    let range = RwSignal::new(if selected > 0 {
        Range::Selection
    } else {
        Range::Matches
    });
    let format = RwSignal::new(ExportFormat::Csv);
    let shown_columns = RwSignal::new(false);
    let (pending, error) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let ranges = Signal::derive(move || {
        let page = context.page.get().unwrap_or_default();
        let total = usize::try_from(page.total.unwrap_or_default()).unwrap_or(usize::MAX);
        let is_narrowed = context
            .state
            .with(|state| !(state.search.is_empty() && state.more.is_empty()));
        let selection = Choice::new(
            Range::Selection,
            format!("The selected: {}", counted(selected, "user")),
        );
        let matches = match (is_narrowed, total) {
            (true, 1) => "The 1 user that matches".to_owned(),
            (true, total) => format!("All {} that match", counted(total, "user")),
            (false, total) => format!("All {}", counted(total, "user")),
        };
        let matches = Choice::new(Range::Matches, matches);
        let count = page.users.len();
        let page = Choice::new(Range::Page, format!("This page: {}", counted(count, "user")));
        let others = [Some(matches), (count != total).then_some(page)]
            .into_iter()
            .flatten();
        let selection = (selected > 0).then_some(selection);
        selection.into_iter().chain(others).collect::<Vec<_>>()
    });
    let incomplete = Signal::derive(move || {
        context
            .incomplete_reason()
            .filter(|_| range.get() == Range::Matches)
    });
    let formats = ExportFormat::ALL
        .map(|format| Choice::new(format, format.label()))
        .to_vec();
    let save = move |()| {
        error.set(None);
        let range = range.get_untracked();
        let request = async move {
            match range {
                Range::Selection => Ok(context.selected_users()),
                Range::Page => Ok(context.page.get_untracked().unwrap_or_default().users),
                Range::Matches => context.load_matches(api).await,
            }
        };
        submit(pending, request, move |users| match users {
            Ok(users) => {
                let format = format.get_untracked();
                let (end, media_type) = format.file();
                let attributes = shown_columns.get_untracked().then(|| {
                    let shown = context
                        .state
                        .with_untracked(|state| columns::parse(state.columns.as_deref()));
                    shown.iter().map(|column| column.id).collect::<Vec<_>>()
                });
                let day = time::day(time::now());
                download(
                    &format!("users-{day}.{end}"),
                    media_type,
                    &format.write(&users, attributes.as_deref()),
                );
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
                <RadioField name="range" label="Which" value=range options=ranges/>
                <RadioField
                    chips=true
                    name="format"
                    label="Format"
                    value=format
                    options=formats
                    description=Signal::derive(move || Some(format.get().description().to_owned()))
                />
                <RadioField
                    name="columns"
                    label="Columns"
                    value=shown_columns
                    options=vec![
                        Choice::new(false, "Every attribute that the server tells"),
                        Choice::new(true, "Those of the list"),
                    ]
                    description="Passwords are never told."
                />
            </div>
        </Drawer>
    }
}
