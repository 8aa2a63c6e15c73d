//! CSV: two columns, key and value, with a head.

use super::super::change::Entry;
use super::FileRow;
use ui::table::counted;

/// What may part columns where the separator of the other lines doesn't.
const OTHERS: [char; 5] = [',', ';', '\t', '=', ':'];

/// Writes entries under a head.
pub fn write(entries: &[Entry]) -> String {
    let mut out = String::from("key,value\r\n");
    for entry in entries {
        cell(&mut out, &entry.key);
        out.push(',');
        cell(&mut out, &entry.value);
        out.push_str("\r\n");
    }
    out
}

fn cell(out: &mut String, text: &str) {
    out.push('"');
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

/// Reads the rows. Commas, semicolons and tabs part them, whichever comes first; a head names the columns.
pub fn read(text: &str) -> Vec<FileRow> {
    let separator = separator(text);
    let mut records = records(text, separator);
    // Without a head the columns are key and value.
    let mut columns = None;
    if let Some(head) = records.first() {
        let find = |name: &str| {
            head.cells
                .iter()
                .position(|cell| cell.trim().eq_ignore_ascii_case(name))
        };
        columns = find("key").zip(find("value"));
        if columns.is_some() {
            records.remove(0);
        }
    }
    records
        .into_iter()
        .map(|record| {
            let Record { line, cells, closed } = record;
            let shown = cells.join(&separator.to_string());
            if !closed {
                return FileRow::broken(
                    line,
                    &shown,
                    &[separator],
                    "The quote that opens on this line isn't closed.",
                );
            }
            let pair = match columns {
                Some((key, value)) => cells.get(key).zip(cells.get(value)),
                None if cells.len() == 2 => cells.first().zip(cells.get(1)),
                None => None,
            };
            match pair {
                Some((key, value)) => FileRow::new(line, key, value),
                None => {
                    // A line with one column may have another separator than the others.
                    let separators = if cells.len() > 1 {
                        &[separator][..]
                    } else {
                        &OTHERS
                    };
                    let columns = counted(cells.len(), "column");
                    let problem = format!("{columns} instead of two, key and value.");
                    FileRow::broken(line, &shown, separators, &problem)
                }
            }
        })
        .collect()
}

/// What parts the columns: the first of these that stands outside quotes.
fn separator(text: &str) -> char {
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' | ';' | '\t' if !quoted => return letter,
            _ => {}
        }
    }
    ','
}

struct Record {
    line: usize,
    cells: Vec<String>,
    closed: bool,
}

fn records(text: &str, separator: char) -> Vec<Record> {
    let mut records = Vec::new();
    let (mut line, mut start) = (1, 1);
    let mut cells = Vec::new();
    let mut cell = String::new();
    // Whether the cell began with a quote, and whether that is still open.
    let (mut was_quoted, mut quoted) = (false, false);
    let mut letters = text.chars().peekable();
    loop {
        let letter = letters.next();
        if letter == Some('\n') {
            line += 1;
        }
        match letter {
            Some('"') if quoted => {
                if letters.next_if_eq(&'"').is_some() {
                    cell.push('"');
                } else {
                    quoted = false;
                }
            }
            Some(letter) if quoted => cell.push(letter),
            Some('"') if cell.is_empty() && !was_quoted => (was_quoted, quoted) = (true, true),
            Some(letter) if letter == separator => {
                cells.push(std::mem::take(&mut cell));
                was_quoted = false;
            }
            Some('\r') if letters.peek() == Some(&'\n') => {}
            Some('\n') | None => {
                let is_empty = cells.is_empty() && cell.is_empty() && !was_quoted;
                cells.push(std::mem::take(&mut cell));
                let cells = std::mem::take(&mut cells);
                if !is_empty {
                    records.push(Record {
                        line: start,
                        cells,
                        closed: !quoted,
                    });
                }
                (was_quoted, start) = (false, line);
                if letter.is_none() {
                    return records;
                }
            }
            Some(letter) => cell.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_commas_and_lines() {
        let text = "key,value\r\n\"a,b\",\"x\r\ny\"\"z\"\"\"\r\n\r\nc,\r\n";
        assert_eq!(
            read(text),
            [FileRow::new(2, "a,b", "x\r\ny\"z\""), FileRow::new(5, "c", "")]
        );
    }

    #[test]
    fn other_separators_and_columns_are_understood() {
        assert_eq!(read("Id;Key;Value\n1;a;b,c"), [FileRow::new(2, "a", "b,c")]);
        assert_eq!(read("a\tb"), [FileRow::new(1, "a", "b")]);
        assert_eq!(read("value,key\n1,a"), [FileRow::new(2, "a", "1")]);
    }

    #[test]
    fn broken_rows_are_named_and_leave_the_others() {
        let rows = read("a,1\nb\nc,2,3\nd,\"4");
        let problems: Vec<_> = rows.iter().map(|row| (row.line, row.problem.is_some())).collect();
        assert_eq!(problems, [(1, false), (2, true), (3, true), (4, true)]);
        let proposed = |row: &FileRow| (row.key.clone(), row.value.clone());
        assert_eq!(proposed(&rows[1]), ("b".into(), String::new()));
        assert_eq!(proposed(&rows[2]), ("c".into(), "2,3".into()));
        assert_eq!(proposed(&rows[3]), ("d".into(), "4".into()));
        let rows = read("key,value\na b; 1,2\na b;1");
        assert_eq!(proposed(&rows[1]), ("a b".into(), "1".into()));
    }
}
