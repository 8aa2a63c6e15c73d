//! Which attribute each column of the file holds: matched by name, and by hand.

use leptos::prelude::*;

use super::attribute::{Attribute, reason_to_leave_out};
use crate::import::{Cell, Table};
use ui::forms::{Choice, SelectField};
use ui::table::counted;
use ui::{Notice, Tone};

/// So much of a value is shown as an example.
const EXAMPLE: usize = 40;

/// The columns of a table, with a field for each that says what it holds.
#[component]
pub fn Columns(
    /// The table.
    table: Memo<Option<Result<Table, String>>>,
    /// What its columns hold.
    columns: RwSignal<Vec<Option<Attribute>>>,
    /// What a column can hold on this server.
    offered: StoredValue<Vec<Attribute>>,
) -> impl IntoView {
    let names = Memo::new(move |_| {
        table.with(|table| match table {
            Some(Ok(table)) => table.columns.clone(),
            _ => Vec::new(),
        })
    });
    let names_nobody = Memo::new(move |_| {
        let columns = columns.read();
        !(columns.contains(&Some(Attribute::Username)) || columns.contains(&Some(Attribute::Id)))
    });
    // It opens by itself, and closes by hand alone.
    let opened = RwSignal::new(false);
    Effect::new(move |_| {
        if names_nobody.get() && !names.read().is_empty() {
            opened.set(true);
        }
    });
    let left_out = move || {
        let (names, columns) = (names.read(), columns.read());
        let left_out: Vec<String> = names
            .iter()
            .zip(columns.iter())
            .filter(|(_, column)| column.is_none())
            .map(|(name, _)| {
                let reason = offered.with_value(|offered| reason_to_leave_out(name, offered));
                format!("{name} ({reason})")
            })
            .collect();
        (!left_out.is_empty()).then(|| format!(" Left out: {}.", left_out.join(", ")))
    };
    let read = move || {
        let count = columns.read().iter().flatten().count();
        format!("{count} of {} are read.", counted(names.read().len(), "column"))
    };
    let fields = move || {
        let fields = names.get().into_iter().enumerate().map(|(index, name)| {
            let example = table.with_untracked(|table| example(table.as_ref()?.as_ref().ok()?, index));
            view! { <ColumnField name index example columns offered/> }
        });
        fields.collect_view()
    };
    view! {
        <Show when=move || !names.read().is_empty()>
            <Show when=move || names_nobody.get()>
                <Notice tone=Tone::Warning>"No column is known to hold usernames. Choose below which one does."</Notice>
            </Show>
            <details class="import-columns" prop:open=opened>
                <summary>{read}<span class="muted">{left_out}</span></summary>
                <div class="field-row">{fields}</div>
            </details>
        </Show>
    }
}

/// The first value of a column.
fn example(table: &Table, column: usize) -> Option<String> {
    let cells = table
        .rows
        .iter()
        .filter_map(|row| row.cells.as_ref().ok()?.get(column));
    let mut texts = cells.filter_map(|cell| match cell {
        Cell::Text(text) if !text.is_empty() => Some(text),
        _ => None,
    });
    let text = texts.next()?;
    let mut short: String = text.chars().take(EXAMPLE).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    Some(short)
}

#[component]
fn ColumnField(
    name: String,
    index: usize,
    example: Option<String>,
    columns: RwSignal<Vec<Option<Attribute>>>,
    offered: StoredValue<Vec<Attribute>>,
) -> impl IntoView {
    let own = move || columns.read().get(index).copied().flatten();
    let value = RwSignal::new(untrack(own));
    // An attribute is read from one column: the other one that had it is left out.
    Effect::new(move |before: Option<()>| {
        let chosen = value.get();
        if before.is_some() && untrack(own) != chosen {
            columns.update(|columns| {
                for column in columns
                    .iter_mut()
                    .filter(|column| chosen.is_some() && **column == chosen)
                {
                    *column = None;
                }
                if let Some(column) = columns.get_mut(index) {
                    *column = chosen;
                }
            });
        }
    });
    Effect::new(move |_| {
        let own = own();
        if value.get_untracked() != own {
            value.set(own);
        }
    });
    let choice = |attribute: &Attribute| Choice::new(Some(*attribute), attribute.label());
    let attributes: Vec<_> = offered.with_value(|offered| offered.iter().map(choice).collect());
    let options: Vec<_> = std::iter::once(Choice::new(None, "Leave out"))
        .chain(attributes)
        .collect();
    let description = example.map(|example| format!("For example {example}"));
    view! {
        <SelectField name="column" label=name value options description=Signal::stored(description)/>
    }
}
