//! CSV: two columns, key and value, under a head.

use super::row::Row;
use crate::csv;

/// What may part a line into key and value if the separator of the others doesn't.
const OTHER_SEPARATORS: [char; 5] = [',', ';', '\t', '=', ':'];

/// Writes entries under a head.
pub(super) fn write(entries: &[(&str, &str)]) -> String {
    let rows = entries.iter().map(|(key, value)| [*key, *value]);
    csv::write(std::iter::once(["key", "value"]).chain(rows))
}

/// Reads the rows. A head names the columns; without one they are key and value.
pub(super) fn read(text: &str) -> Vec<Row> {
    let (separator, records) = csv::read(text);
    // The places of key and value, if the first record is a head.
    let columns = records.first().and_then(|record| {
        let is_named = |cell: &String, name: &str| cell.trim().eq_ignore_ascii_case(name);
        let find = |name: &str| record.cells.iter().position(|cell| is_named(cell, name));
        Some([find("key")?, find("value")?])
    });
    let row = |csv::Record { line, cells, problem }: csv::Record| {
        let whole = || cells.join(&separator.to_string());
        if let Some(problem) = problem {
            return Row::invalid(line, &whole(), &[separator], problem);
        }
        let found = match columns {
            Some(columns) => columns.map(|column| cells.get(column)),
            None if cells.len() == 2 => [cells.first(), cells.get(1)],
            None => [None, None],
        };
        if let [Some(key), Some(value)] = found {
            return Row::new(line, key, value);
        }
        let problem = match cells.len() {
            1 => "1 column instead of two, key and value.".to_owned(),
            count => format!("{count} columns instead of two, key and value."),
        };
        // A row of one column may have another separator than the others.
        let separators = if cells.len() == 1 {
            &OTHER_SEPARATORS[..]
        } else {
            &[separator]
        };
        Row::invalid(line, &whole(), separators, problem)
    };
    records
        .into_iter()
        .skip(usize::from(columns.is_some()))
        .map(row)
        .collect()
}
