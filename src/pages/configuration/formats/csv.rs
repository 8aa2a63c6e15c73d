//! CSV: two columns, key and value, under a head.

use ::csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::{Entry, FileRow};
use ui::table::counted;

/// What may part a line into key and value if the separator of the others doesn't.
const OTHER_SEPARATORS: [char; 5] = [',', ';', '\t', '=', ':'];

/// Writes entries under a head.
pub fn write(entries: &[Entry]) -> String {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let rows = entries.iter().map(|entry| [&*entry.key, &*entry.value]);
    for row in std::iter::once(["key", "value"]).chain(rows) {
        // Writing texts into memory can't fail.
        drop(writer.write_record(row));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Reads the rows. A head names the columns; without one they are key and value.
pub fn read(text: &str) -> Vec<FileRow> {
    /// Follows the text. The reader doesn't tell of a quote that isn't closed, but the last record swallows this then.
    const END: &str = "\n\0";
    let separator = separator(text);
    let guarded = format!("{text}{END}");
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator as u8)
        .from_reader(guarded.as_bytes());
    let records = reader.records().map_while(Result::ok);
    let mut records = records
        .take_while(|record| record.get(0) != Some("\0"))
        .peekable();
    // The places of key and value, if the first record is a head.
    let columns = records.peek().and_then(|record| {
        let is_named = |cell: &str, name: &str| cell.trim().eq_ignore_ascii_case(name);
        let find = |name: &str| record.iter().position(|cell| is_named(cell, name));
        Some([find("key")?, find("value")?])
    });
    let row = |record: StringRecord| {
        let line = line_of(&record, text);
        let whole = record.iter().collect::<Vec<_>>().join(&separator.to_string());
        if let Some(whole) = whole.strip_suffix(END) {
            let problem = "The quote that opens on this line isn’t closed.";
            return FileRow::invalid(line, whole, &[separator], problem);
        }
        let cells = match columns {
            Some(columns) => columns.map(|column| record.get(column)),
            None if record.len() == 2 => [record.get(0), record.get(1)],
            None => [None, None],
        };
        if let [Some(key), Some(value)] = cells {
            return FileRow::new(line, key, value);
        }
        let columns = counted(record.len(), "column");
        let problem = format!("{columns} instead of two, key and value.");
        // A row of one column may have another separator than the others.
        let separators = if record.len() == 1 {
            &OTHER_SEPARATORS[..]
        } else {
            &[separator]
        };
        FileRow::invalid(line, &whole, separators, problem)
    };
    records.skip(usize::from(columns.is_some())).map(row).collect()
}

/// The line on which a record begins. The reader's position may be in front of the line ends before it.
fn line_of(record: &StringRecord, text: &str) -> usize {
    record.position().map_or(1, |position| {
        let rest = text.get(position.byte() as usize..).unwrap_or_default();
        let ends = rest.bytes().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        position.line() as usize + ends.filter(|byte| *byte == b'\n').count()
    })
}

/// What parts the columns: the first of these that stands outside quotes.
fn separator(text: &str) -> char {
    let mut quoted = false;
    let found = text.chars().find(|letter| {
        quoted ^= *letter == '"';
        !quoted && matches!(letter, ',' | ';' | '\t')
    });
    found.unwrap_or(',')
}
