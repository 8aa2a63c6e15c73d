//! What is being imported: its text, what it would do, and what is broken in it.

use super::batch::Batch;
use super::change::{Change, Item};
use super::formats::{FileRow, Format};
use super::plan::plan;
use super::store::Store;
use crate::order::sorted;
use leptos::prelude::*;

/// A row that was mended: its line, key and value.
type Mend = (usize, String, String);

/// The state of an import.
#[derive(Clone, Copy)]
pub struct Intake {
    store: Store,
    /// The text.
    pub text: RwSignal<String>,
    /// The name of the file that it came from.
    pub file: RwSignal<Option<String>>,
    /// Whether the text of a file is shown.
    pub as_text: RwSignal<bool>,
    /// The format that was chosen; none to recognise it.
    pub format: RwSignal<Option<Format>>,
    /// Whether other keys are deleted.
    pub replaces: RwSignal<bool>,
    /// Why the text can't be read at all.
    pub fault: RwSignal<Option<String>>,
    /// How the form is called that was recognised.
    pub recognised: RwSignal<&'static str>,
    /// The changes.
    pub batch: Batch,
    /// The keys of the changes that were left out: they stay out when a row is mended or the way is another.
    pub left_out: RwSignal<Vec<String>>,
    /// How many rows change nothing.
    pub same: RwSignal<usize>,
    /// How many of the console's own keys are spared.
    pub spared: RwSignal<usize>,
    /// The rows that are broken.
    pub broken: RwSignal<Vec<FileRow>>,
    /// Whether applying has begun: what the text means is settled then.
    pub started: RwSignal<bool>,
    mends: StoredValue<Vec<Mend>>,
    recounts: RwSignal<u32>,
}

impl Intake {
    /// Nothing so far.
    pub fn new(store: Store) -> Self {
        let intake = Self {
            store,
            text: RwSignal::new(String::new()),
            file: RwSignal::new(None),
            as_text: RwSignal::new(false),
            format: RwSignal::new(None),
            replaces: RwSignal::new(false),
            fault: RwSignal::new(None),
            recognised: RwSignal::new(""),
            batch: Batch::new(false),
            left_out: RwSignal::new(Vec::new()),
            same: RwSignal::new(0),
            spared: RwSignal::new(0),
            broken: RwSignal::new(Vec::new()),
            started: RwSignal::new(false),
            mends: StoredValue::new(Vec::new()),
            recounts: RwSignal::new(0),
        };
        Effect::new(move |_| {
            intake.recounts.track();
            let replaces = intake.replaces.get();
            let chosen = intake.format.get();
            intake.text.with(|text| {
                if !intake.started.get_untracked() {
                    intake.read(text, chosen, replaces);
                }
            });
        });
        intake
    }

    /// Takes another text.
    pub fn take(self, text: String) {
        self.mends.set_value(Vec::new());
        self.left_out.set(Vec::new());
        self.fault.set(None);
        self.text.set(text);
    }

    fn read(self, text: &str, chosen: Option<Format>, replaces: bool) {
        let recognised = || Format::recognise(&self.file.get_untracked().unwrap_or_default(), text);
        let format = chosen.unwrap_or_else(recognised);
        self.recognised.set(format.name());
        let rows = if text.trim().is_empty() {
            Ok(Vec::new())
        } else {
            format.read(text)
        };
        let mut rows = match rows {
            Ok(rows) => rows,
            Err(fault) => {
                self.fault
                    .set(Some(format!("This can't be read as {}. {fault}", format.name())));
                Vec::new()
            }
        };
        self.mends.with_value(|mends| {
            for (line, key, value) in mends {
                if let Some(row) = rows.iter_mut().find(|row| row.line == *line) {
                    (row.key, row.value, row.problem) = (key.clone(), value.clone(), None);
                }
            }
        });
        // Without a row there is nothing that others could be missing from.
        let replaces = replaces && !rows.is_empty();
        let plan = self
            .store
            .records
            .with_untracked(|records| plan(records, rows, replaces));
        let left_out = self.left_out.get_untracked();
        let mut changes = plan.changes;
        changes.retain(|change| !left_out.iter().any(|key| key == change.key()));
        self.batch
            .items
            .set(changes.into_iter().map(|change| self.item(change)).collect());
        self.same.set(plan.same);
        self.spared.set(plan.spared);
        self.broken.set(plan.broken);
    }

    fn item(self, change: Change) -> Item {
        Item::new(self.store.next_number(), change)
    }

    /// Leaves out a change.
    pub fn leave_out(self, number: u32) {
        self.batch.items.update(|items| {
            if let Some(place) = items.iter().position(|item| item.number == number) {
                let key = items.remove(place).change.key().to_owned();
                self.left_out.update(|left_out| left_out.push(key));
            }
        });
    }

    /// Notes what is typed into a broken row.
    pub fn type_into(self, line: usize, key: Option<String>, value: Option<String>) {
        let mut typed = None;
        self.broken.update_untracked(|broken| {
            if let Some(row) = broken.iter_mut().find(|row| row.line == line) {
                if let Some(key) = key {
                    row.key = key;
                }
                if let Some(value) = value {
                    row.value = value;
                }
                typed = Some((line, row.key.clone(), row.value.clone()));
            }
        });
        self.mends.update_value(|mends| {
            mends.retain(|(own, _, _)| *own != line);
            mends.extend(typed);
        });
    }

    /// Takes a row in as it was mended; one that is still broken says why.
    pub fn mend(self, line: usize) {
        if !self.started.get_untracked() {
            self.type_into(line, None, None);
            return self.recounts.update(|count| *count += 1);
        }
        let rows = self
            .broken
            .get_untracked()
            .into_iter()
            .filter(|row| row.line == line);
        let rows = rows.map(|row| FileRow { problem: None, ..row }).collect();
        let plan = self
            .store
            .records
            .with_untracked(|records| plan(records, rows, false));
        self.broken.update(|broken| {
            broken.retain(|row| row.line != line);
            broken.extend(plan.broken);
            *broken = sorted(std::mem::take(broken), |a, b| a.line.cmp(&b.line));
        });
        self.same.update(|same| *same += plan.same);
        let items: Vec<Item> = plan.changes.into_iter().map(|change| self.item(change)).collect();
        self.batch.items.update(|all| all.extend(items));
    }
}
