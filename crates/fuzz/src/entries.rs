//! Keys with their values as a file in each of its formats, by the console.

use formats::entries::Format;

/// Any text is read; what was read of it, and the text itself as a key and as a value, is the same when it is written and read again.
pub fn entries(text: &str) {
    let lines = text.split(['\r', '\n']).count();
    for format in Format::ALL {
        let rows = format.read(text).unwrap_or_default();
        assert!(rows.iter().all(|row| (1..=lines).contains(&row.line)));

        let read_well = rows.iter().filter(|row| row.problem.is_none());
        let mut entries: Vec<_> = read_well.map(|row| (&*row.key, &*row.value)).collect();
        // Between others, so that what is taken from them is seen.
        entries.extend([(text, "before"), ("value", text), ("after", "")]);
        let again = format.read(&format.write(&entries)).unwrap_or_default();
        assert!(again.iter().all(|row| row.problem.is_none()));
        let again: Vec<_> = again.iter().map(|row| (&*row.key, &*row.value)).collect();
        assert_eq!(again, entries);
    }
}
