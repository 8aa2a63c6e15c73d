//! Which attribute each column of the file holds: matched by name, and by hand.

use leptos::prelude::*;

use super::attribute::{Attribute, match_columns, reason_to_leave_out};
use crate::import::{Cell, Table};
use ui::forms::{Choice, SelectField};
use ui::table::counted;
use ui::{Notice, Tone};

/// So much of a value is shown.
const SHOWN: usize = 40;

/// What the columns of a table hold.
#[derive(Clone, Copy)]
pub struct ColumnMatch {
    table: Memo<Option<Result<Table, String>>>,
    /// What a column can hold on this server.
    offered: StoredValue<Vec<Attribute>>,
    /// The names of the columns, in the order of the file.
    names: Memo<Vec<String>>,
    /// What was chosen by hand, for columns of these names.
    chosen: RwSignal<(Vec<String>, Vec<Option<Attribute>>)>,
    /// What each column holds.
    pub attributes: Memo<Vec<Option<Attribute>>>,
}

impl ColumnMatch {
    /// The columns of a table, by their names.
    pub fn new(table: Memo<Option<Result<Table, String>>>, offered: Vec<Attribute>) -> Self {
        let offered = StoredValue::new(offered);
        let chosen = RwSignal::new((Vec::new(), Vec::new()));
        let names = Memo::new(move |_| match &*table.read() {
            Some(Ok(table)) => table.columns.clone(),
            _ => Vec::new(),
        });
        let attributes = Memo::new(move |_| {
            let ((of, chosen), names) = (chosen.get(), names.read());
            // Columns of other names are those of another file.
            if of == *names {
                return chosen;
            }
            offered.with_value(|offered| match_columns(&names, offered))
        });
        Self {
            table,
            offered,
            names,
            chosen,
            attributes,
        }
    }

    /// Whether no column says who is meant; tracked.
    pub fn names_nobody(self) -> bool {
        let attributes = self.attributes.read();
        !(attributes.contains(&Some(Attribute::Username)) || attributes.contains(&Some(Attribute::Id)))
    }

    /// Lets a column hold an attribute. It is read from one column: another one that had it is left out.
    fn choose(self, index: usize, attribute: Option<Attribute>) {
        let mut attributes = self.attributes.get_untracked();
        for own in attributes
            .iter_mut()
            .filter(|own| own.is_some() && **own == attribute)
        {
            *own = None;
        }
        if let Some(own) = attributes.get_mut(index) {
            *own = attribute;
        }
        self.chosen.set((self.names.get_untracked(), attributes));
    }
}

/// The columns, with a field for each that says what it holds.
#[component]
pub fn Columns(columns: ColumnMatch) -> impl IntoView {
    let ColumnMatch {
        table,
        offered,
        names,
        attributes,
        ..
    } = columns;
    let names_nobody = Memo::new(move |_| columns.names_nobody());
    // It opens by itself, and closes by hand alone.
    let opened = RwSignal::new(false);
    Effect::new(move |_| {
        if names_nobody.get() && !names.read().is_empty() {
            opened.set(true);
        }
    });
    let left_out = move || {
        let (names, held) = (names.read(), attributes.read());
        let left_out: Vec<String> = names
            .iter()
            .zip(held.iter())
            .filter(|(_, attribute)| attribute.is_none())
            .map(|(name, _)| {
                let reason = offered.with_value(|offered| reason_to_leave_out(name, offered));
                format!("{name} ({reason})")
            })
            .collect();
        (!left_out.is_empty()).then(|| format!(" Left out: {}.", left_out.join(", ")))
    };
    let read = move || {
        let count = attributes.read().iter().flatten().count();
        format!("{count} of {} are read.", counted(names.read().len(), "column"))
    };
    let fields = move || {
        let fields = names.get().into_iter().enumerate().map(|(index, name)| {
            let example =
                Signal::derive(move || table.with(|table| example(table.as_ref()?.as_ref().ok()?, index)));
            view! { <ColumnField name index example columns/> }
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
    let mut texts = cells.map(Cell::text).filter(|text| !text.is_empty());
    texts.next().map(shortened)
}

/// The beginning of a value that is shown in a sentence.
pub fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(SHOWN).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[component]
fn ColumnField(
    name: String,
    index: usize,
    example: Signal<Option<String>>,
    columns: ColumnMatch,
) -> impl IntoView {
    let own = Memo::new(move |_| columns.attributes.read().get(index).copied().flatten());
    let value = RwSignal::new(own.get_untracked());
    Effect::new(move |before: Option<()>| {
        let chosen = value.get();
        if before.is_some() && own.get_untracked() != chosen {
            columns.choose(index, chosen);
        }
    });
    // Another column has taken it.
    Effect::new(move |_| value.set(own.get()));
    let choice = |attribute: &Attribute| Choice::new(Some(*attribute), attribute.label());
    let offered: Vec<_> = columns
        .offered
        .with_value(|offered| offered.iter().map(choice).collect());
    let options: Vec<_> = std::iter::once(Choice::new(None, "Leave out"))
        .chain(offered)
        .collect();
    let description = Signal::derive(move || Some(format!("For example {}", example.get()?)));
    view! {
        <SelectField name="column" label=name value options description/>
    }
}
