//! Changes: what they are, how several of one key become one, and how the list looks with them.

use api_types::Configuration;

use super::secrets::is_secret;
use crate::order::sorted;
use ui::table::group_digits;

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The value as it is stored.
    pub value: String,
}

impl Entry {
    /// The key and the value of a record.
    pub fn of(record: &Configuration) -> Self {
        Self {
            key: record.key.clone(),
            value: record.value.clone(),
        }
    }
}

/// One change: without `before` something is added, without `after` it is removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The record; none as long as there is none, negative for a row that is only collected so far.
    pub id: Option<i64>,
    /// What was.
    pub before: Option<Entry>,
    /// What shall be.
    pub after: Option<Entry>,
}

/// What a change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// A key that wasn't there.
    Added,
    /// Another value or another key.
    Changed,
    /// A key that goes.
    Removed,
}

impl Nature {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Changed => "Changed",
            Self::Removed => "Removed",
        }
    }
}

impl Change {
    /// Adds a key.
    pub fn add(key: String, value: String) -> Self {
        Self {
            id: None,
            before: None,
            after: Some(Entry { key, value }),
        }
    }

    /// What it does.
    pub fn nature(&self) -> Nature {
        match (&self.before, &self.after) {
            (None, _) => Nature::Added,
            (_, None) => Nature::Removed,
            _ => Nature::Changed,
        }
    }

    /// The key under which it is known: the old one where there is one.
    pub fn key(&self) -> &str {
        let entry = self.before.as_ref().or(self.after.as_ref());
        entry.map_or("", |entry| entry.key.as_str())
    }

    /// Whether it gives the record another key.
    pub fn renames(&self) -> bool {
        matches!((&self.before, &self.after), (Some(before), Some(after)) if before.key != after.key)
    }

    /// What takes it back.
    pub fn inverse(&self) -> Self {
        Self {
            id: self.id.filter(|_| self.after.is_some()),
            before: self.after.clone(),
            after: self.before.clone(),
        }
    }
}

/// How far a change has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// It isn't applied yet.
    Waiting,
    /// It is applied.
    Done,
    /// It couldn't be applied, for this reason.
    Failed(String),
}

/// A change that is collected or imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Tells it from all others.
    pub number: u32,
    /// The change.
    pub change: Change,
    /// How far it has come.
    pub progress: Progress,
}

impl Item {
    /// A change that waits.
    pub fn new(number: u32, change: Change) -> Self {
        Self {
            number,
            change,
            progress: Progress::Waiting,
        }
    }

    /// Whether it is still to be applied.
    pub fn is_open(&self) -> bool {
        self.progress != Progress::Done
    }

    /// The id of the row that it adds.
    fn row_id(&self) -> i64 {
        -i64::from(self.number)
    }
}

/// Compares what a change began with to what the server has now. A change that somebody else was faster than waits to be
/// applied again, knowing what it overwrites; one that is no longer needed is done.
pub fn reconcile(item: &mut Item, now: Option<&Configuration>) {
    let (before, after) = (&item.change.before, &item.change.after);
    let now_entry = now.map(Entry::of);
    if *after == now_entry {
        item.progress = Progress::Done;
    } else if *before != now_entry {
        let reason = match (before, &now_entry) {
            (_, None) => {
                "Someone deleted this key in the meantime. Apply it again to create the key anew.".to_owned()
            }
            (None, _) => {
                "Someone created this key in the meantime. Apply it again to overwrite its value.".to_owned()
            }
            (_, Some(now)) if is_secret(&now.key) => {
                "Someone changed this in the meantime. Apply it again to overwrite the new value.".to_owned()
            }
            (_, Some(now)) => format!(
                "Someone changed this in the meantime: it is now “{}”. Apply it again to overwrite that.",
                excerpt(&now.value)
            ),
        };
        item.progress = Progress::Failed(reason);
        item.change.id = now.map(|now| now.id);
        item.change.before = now_entry;
    }
}

/// The beginning of a text, on one line.
pub fn excerpt(text: &str) -> String {
    const MOST: usize = 160;
    let mut excerpt: String = text
        .chars()
        .take(MOST)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if text.chars().nth(MOST).is_some() {
        excerpt.push('…');
    }
    excerpt
}

/// Collects a change. One of a record that has one already continues it; one that leads back to what was, ends it.
pub fn stage(items: &mut Vec<Item>, change: Change, number: u32) {
    let found = items.iter().position(|item| {
        item.is_open()
            && match change.id {
                Some(id) => item.change.id == Some(id) || item.change.id.is_none() && item.row_id() == id,
                // A key that goes and comes again stays, perhaps with another value.
                None => {
                    item.change.after.is_none()
                        && change.after.as_ref().map(|entry| &entry.key)
                            == item.change.before.as_ref().map(|entry| &entry.key)
                }
            }
    });
    match found.and_then(|index| items.get_mut(index).map(|item| (index, item))) {
        Some((index, item)) => {
            item.change.after = change.after;
            item.progress = Progress::Waiting;
            if item.change.before == item.change.after {
                items.remove(index);
            }
        }
        None if change.before != change.after => items.push(Item::new(number, change)),
        None => {}
    }
}

/// A line of the list: a record as it will be when the collected changes are applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The record's id, or a negative number for one that is only collected.
    pub id: i64,
    /// The key.
    pub key: String,
    /// The value; of one that goes, the value that it has.
    pub value: String,
    /// What a collected change does to it.
    pub mark: Option<Nature>,
    /// Why the collected change couldn't be applied.
    pub failure: Option<String>,
}

impl Row {
    /// What it holds.
    pub fn entry(&self) -> Entry {
        Entry {
            key: self.key.clone(),
            value: self.value.clone(),
        }
    }

    /// The change that makes this of it; nothing for removing it.
    pub fn to(&self, after: Option<Entry>) -> Change {
        Change {
            id: Some(self.id),
            before: Some(self.entry()),
            after,
        }
    }
}

/// The records with the collected changes, in the order of their keys.
pub fn rows(records: &[Configuration], items: &[Item]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(records.len());
    let row = |id: i64, entry: Entry, item: Option<&Item>| Row {
        id,
        key: entry.key,
        value: entry.value,
        mark: item.map(|item| item.change.nature()),
        failure: item.and_then(|item| match &item.progress {
            Progress::Failed(reason) => Some(reason.clone()),
            _ => None,
        }),
    };
    for record in records {
        let item = items
            .iter()
            .find(|item| item.is_open() && item.change.id == Some(record.id));
        let entry = item
            .and_then(|item| item.change.after.clone())
            .unwrap_or_else(|| Entry::of(record));
        rows.push(row(record.id, entry, item));
    }
    for item in items
        .iter()
        .filter(|item| item.is_open() && item.change.id.is_none())
    {
        if let Some(after) = &item.change.after {
            rows.push(row(item.row_id(), after.clone(), Some(item)));
        }
    }
    sorted(rows, |a, b| {
        sort_key(&a.key).cmp(sort_key(&b.key)).then(a.id.cmp(&b.id))
    })
}

/// Keys sort so that those of a group stand together: a dot comes before anything else.
pub fn sort_key(key: &str) -> impl Iterator<Item = u8> + '_ {
    key.bytes().map(|byte| if byte == b'.' { 0 } else { byte })
}

/// How many of the changes that are still open add, change and remove something.
pub fn count(items: &[Item]) -> [usize; 3] {
    let mut counts = [0; 3];
    for item in items.iter().filter(|item| item.is_open()) {
        counts[item.change.nature() as usize] += 1;
    }
    counts
}

/// "2 added, 1 removed"
pub fn summary(counts: [usize; 3]) -> String {
    let words = ["added", "changed", "removed"];
    let parts: Vec<String> = counts
        .into_iter()
        .zip(words)
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}", group_digits(count as u64)))
        .collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: i64, key: &str, value: &str) -> Configuration {
        Configuration {
            id,
            key: key.into(),
            value: value.into(),
        }
    }

    fn entry(key: &str, value: &str) -> Entry {
        Entry {
            key: key.into(),
            value: value.into(),
        }
    }

    fn edit(id: i64, before: Entry, after: Option<Entry>) -> Change {
        Change {
            id: Some(id),
            before: Some(before),
            after,
        }
    }

    #[test]
    fn changes_of_one_record_become_one() {
        let mut items = Vec::new();
        stage(&mut items, edit(1, entry("a", "1"), Some(entry("a", "2"))), 1);
        stage(&mut items, edit(1, entry("a", "2"), Some(entry("b", "2"))), 2);
        assert_eq!(items.len(), 1);
        assert_eq!(items[0].change, edit(1, entry("a", "1"), Some(entry("b", "2"))));
        stage(&mut items, edit(1, entry("b", "2"), None), 3);
        assert_eq!(items[0].change.nature(), Nature::Removed);
        // Back to what was: there is nothing to apply.
        stage(&mut items, edit(1, entry("a", "1"), Some(entry("a", "1"))), 4);
        assert!(items.is_empty());
    }

    #[test]
    fn what_is_only_collected_can_be_changed_and_dropped() {
        let mut items = Vec::new();
        stage(&mut items, Change::add("new".into(), "1".into()), 7);
        stage(
            &mut items,
            edit(-7, entry("new", "1"), Some(entry("new", "2"))),
            8,
        );
        assert_eq!(items[0].change, Change::add("new".into(), "2".into()));
        stage(&mut items, edit(-7, entry("new", "2"), None), 9);
        assert!(items.is_empty());
    }

    #[test]
    fn a_key_that_goes_and_comes_again_is_changed() {
        let mut items = Vec::new();
        stage(&mut items, edit(1, entry("a", "1"), None), 1);
        stage(&mut items, Change::add("a".into(), "2".into()), 2);
        assert_eq!(items.len(), 1);
        assert_eq!(items[0].change, edit(1, entry("a", "1"), Some(entry("a", "2"))));
    }

    #[test]
    fn the_list_shows_what_will_be() {
        let records = [record(1, "a", "1"), record(2, "b", "2"), record(3, "c", "3")];
        let mut items = Vec::new();
        stage(&mut items, edit(1, entry("a", "1"), Some(entry("z", "1"))), 1);
        stage(&mut items, edit(2, entry("b", "2"), None), 2);
        stage(&mut items, Change::add("aa".into(), "4".into()), 3);
        let rows = rows(&records, &items);
        let seen: Vec<_> = rows
            .iter()
            .map(|row| (row.id, row.key.as_str(), row.mark))
            .collect();
        assert_eq!(
            seen,
            [
                (-3, "aa", Some(Nature::Added)),
                (2, "b", Some(Nature::Removed)),
                (3, "c", None),
                (1, "z", Some(Nature::Changed)),
            ]
        );
        assert_eq!(summary(count(&items)), "1 added, 1 changed, 1 removed");
        assert_eq!(summary([1_000, 0, 2]), "1,000 added, 2 removed");
    }

    #[test]
    fn somebody_else_may_have_been_faster() {
        let edited = || Item::new(1, edit(1, entry("a", "1"), Some(entry("a", "2"))));
        let mut item = edited();
        reconcile(&mut item, Some(&record(1, "a", "1")));
        assert_eq!(item, edited());
        reconcile(&mut item, Some(&record(1, "a", "2")));
        assert_eq!(item.progress, Progress::Done);

        let mut item = edited();
        reconcile(&mut item, Some(&record(1, "a", "3")));
        assert!(matches!(&item.progress, Progress::Failed(reason) if reason.contains("“3”")));
        assert_eq!(item.change, edit(1, entry("a", "3"), Some(entry("a", "2"))));

        let mut item = edited();
        reconcile(&mut item, None);
        assert_eq!(item.change, Change::add("a".into(), "2".into()));
        let mut gone = Item::new(1, edit(1, entry("a", "1"), None));
        reconcile(&mut gone, None);
        assert_eq!(gone.progress, Progress::Done);
        let mut added = Item::new(1, Change::add("a".into(), "2".into()));
        reconcile(&mut added, Some(&record(4, "a", "1")));
        assert_eq!(added.change, edit(4, entry("a", "1"), Some(entry("a", "2"))));
    }

    #[test]
    fn groups_stand_together() {
        let records = [record(1, "a-b", ""), record(2, "a.b", ""), record(3, "a", "")];
        let keys: Vec<_> = rows(&records, &[]).into_iter().map(|row| row.key).collect();
        assert_eq!(keys, ["a", "a.b", "a-b"]);
    }

    #[test]
    fn what_was_done_can_be_taken_back() {
        let added = Change {
            id: Some(9),
            ..Change::add("a".into(), "1".into())
        };
        assert_eq!(added.inverse(), edit(9, entry("a", "1"), None));
        let removed = edit(9, entry("a", "1"), None);
        assert_eq!(removed.inverse(), Change::add("a".into(), "1".into()));
        let changed = edit(9, entry("a", "1"), Some(entry("b", "1")));
        assert!(changed.renames());
        assert_eq!(changed.inverse(), edit(9, entry("b", "1"), Some(entry("a", "1"))));
    }
}
