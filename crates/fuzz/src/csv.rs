//! CSV, by the console.

use formats::csv::{read, without_guard, write, write_for_spreadsheets};

/// With what a spreadsheet takes a cell for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Any text is read; what was read of it, and the text itself as a cell, is the same when it is written and read again.
pub fn csv(text: &str) {
    let (_, records) = read(text);
    assert!(records.is_sorted_by(|one, next| one.line < next.line));
    let lines = text.split(['\r', '\n']).count();
    assert!(records.iter().all(|record| (1..=lines).contains(&record.line)));

    // As in every file that the console writes, a head says what parts the columns.
    let mut rows = vec![vec!["a".to_owned(), "b".to_owned()]];
    rows.extend(
        records
            .into_iter()
            .filter(|record| record.problem.is_none())
            .map(|record| record.cells),
    );
    rows.push(vec![text.to_owned()]);
    rows.push(vec![text.to_owned(), text.to_owned()]);
    let (separator, again) = read(&write(&rows));
    assert_eq!(separator, ',');
    assert!(again.iter().all(|record| record.problem.is_none()));
    let again: Vec<_> = again.into_iter().map(|record| record.cells).collect();
    assert_eq!(again, rows);

    let cells = [text.to_owned(), text.to_owned()];
    let (_, mut again) = read(&write_for_spreadsheets(["a", "b"], [cells.clone()]));
    let read = again.pop().map(|record| record.cells).unwrap_or_default();
    assert!(read.iter().all(|cell| !cell.starts_with(FORMULA)));
    let read: Vec<_> = read.iter().map(|cell| without_guard(cell)).collect();
    assert_eq!(read, cells);
}
