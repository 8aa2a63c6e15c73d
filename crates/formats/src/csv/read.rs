//! Reading CSV as spreadsheets write it. The `csv` crate parts the rows; it forgives quotes that stand wrong, and what it made of them
//! would be a guess, so each row is compared with how it would have to be written.

use ::csv::ReaderBuilder;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// Its cells; of a row with a problem, what may have been meant.
    pub cells: Vec<String>,
    /// Why it can't be read, in a sentence.
    pub problem: Option<String>,
}

/// What may part the columns; the first wins where two are equally likely.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// Reads the rows that aren't empty, and what parts their columns. A first line such as `sep=;`, which Excel writes, says it;
/// else it is what stands most often in the first row.
pub fn read(text: &str) -> (char, Vec<Record>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (separator, start) = declared_separator(text).unwrap_or_else(|| (likely_separator(text), 0));
    let mut lines = LineCounter {
        text,
        read: 0,
        line: 1,
    };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator as u8)
        .from_reader(&text.as_bytes()[start..]);
    let mut records = Vec::new();
    let mut record = ::csv::StringRecord::new();
    let mut begin = start;
    while reader.read_record(&mut record).unwrap_or_default() {
        let end = (start + reader.position().byte() as usize).min(text.len());
        // Line ends before a row belong to no row.
        let raw = text.get(begin..end).unwrap_or_default();
        let whole = raw.trim_start_matches(['\r', '\n']);
        let line = lines.at(end - whole.len());
        let problem = problem_in(whole, &record, separator, line);
        records.push(Record {
            line,
            cells: record.iter().map(ToOwned::to_owned).collect(),
            problem,
        });
        begin = end;
    }
    (separator, records)
}

/// Counts lines up to places that come in the order of the text, whichever line ends it has.
struct LineCounter<'a> {
    text: &'a str,
    read: usize,
    line: usize,
}

impl LineCounter<'_> {
    fn at(&mut self, place: usize) -> usize {
        self.line += count_lines(self.text.get(self.read..place).unwrap_or_default());
        self.read = place;
        self.line
    }
}

fn count_lines(text: &str) -> usize {
    text.matches('\n').count() + text.matches('\r').count() - text.matches("\r\n").count()
}

/// What is wrong with a row: its text isn't that which its cells would be written as.
fn problem_in(text: &str, record: &::csv::StringRecord, separator: char, line: usize) -> Option<String> {
    let mut rest = text.trim_end_matches(['\r', '\n']);
    for (index, cell) in record.iter().enumerate() {
        if index > 0 {
            rest = rest.strip_prefix(separator).unwrap_or(rest);
        }
        let line =
            line + count_lines(&text[..text.len().min(rest.as_ptr() as usize - text.as_ptr() as usize)]);
        let after = if rest.starts_with('"') {
            let written = format!("\"{}", cell.replace('"', "\"\""));
            let open = |rest: &str| written.trim_end_matches(['\r', '\n']) == rest;
            if open(rest) {
                return Some(format!("The quote that opens in line {line} isn’t closed."));
            }
            rest.strip_prefix(written.as_str())
                .and_then(|rest| rest.strip_prefix('"'))
        } else {
            // Every reader takes quotes inside a cell as they are, but not all agree on a quote behind a blank.
            rest.strip_prefix(cell)
                .filter(|_| !cell.trim_start().starts_with('"'))
        };
        match after {
            Some(after) if after.is_empty() || after.starts_with(separator) => rest = after,
            _ if !cell.starts_with('"')
                && rest.trim_start_matches([' ', '\t']).starts_with('"')
                && !rest.starts_with('"') =>
            {
                return Some(format!(
                    "There is a blank before a quote in line {line}. Take it out, so that the quote opens the cell."
                ));
            }
            _ => {
                return Some(format!(
                    "A quote stands in the wrong place in line {line}. Inside a quoted cell, quotes are doubled."
                ));
            }
        }
    }
    None
}

/// The separator of a first line such as `sep=;`, and where the line after it begins.
fn declared_separator(text: &str) -> Option<(char, usize)> {
    let line = text.split(['\r', '\n']).next()?;
    let start = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep="))?;
    let separator = line[start.len()..].chars().next().filter(char::is_ascii)?;
    (line.len() == 5).then_some((separator, line.len()))
}

/// What stands most often outside quotes in the first row.
fn likely_separator(text: &str) -> char {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for letter in text.trim_start().chars() {
        quoted ^= letter == '"';
        match letter {
            '\r' | '\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some(index) = SEPARATORS.iter().position(|separator| *separator == letter) {
                    counts[index] += 1;
                }
            }
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let index = counts.iter().position(|count| *count == most);
    SEPARATORS[index.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The rows in short: "1 a|b" for cells of line 1, "2! open" for one with a problem that holds that word.
    fn rows(text: &str) -> Vec<String> {
        let row = |record: Record| match record.problem {
            None => format!("{} {}", record.line, record.cells.join("|")),
            Some(problem) if problem.contains("isn’t closed") => format!("{}! open", record.line),
            Some(problem) if problem.contains("blank before") => format!("{}! blank", record.line),
            Some(_) => format!("{}! stray", record.line),
        };
        read(text).1.into_iter().map(row).collect()
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        for (text, expected) in [
            // Excel in English, in German, and as text with tabs; LibreOffice with everything quoted; Numbers.
            ("a,b\r\n1,\"x,y\"\r\n", vec!["1 a|b", "2 1|x,y"]),
            ("a;b\r\n1;1,5\r\n", vec!["1 a|b", "2 1|1,5"]),
            ("a\tb\r\n1\t\"x\"\"y\"\r\n", vec!["1 a|b", "2 1|x\"y"]),
            ("\"a\",\"b\"\n\"1\",\"\"\n", vec!["1 a|b", "2 1|"]),
            ("\u{feff}a,b\n1,2", vec!["1 a|b", "2 1|2"]),
            ("sep=;\r\na;b\r\n1;2\r\n", vec!["2 a|b", "3 1|2"]),
            ("SEP=|\na|b,c,d", vec!["2 a|b,c,d"]),
            ("a|b\n1|2", vec!["1 a|b", "2 1|2"]),
            // Line ends of old Macs, empty lines, lines inside cells.
            ("a,b\r1,2\r3,4", vec!["1 a|b", "2 1|2", "3 3|4"]),
            ("\n\na,b\n\n\"x\ny\",2\n3,4\n", vec!["3 a|b", "5 x\ny|2", "7 3|4"]),
            // A separator inside quotes doesn't count, and the most frequent does.
            ("\"a;b;c\",d\n1,2", vec!["1 a;b;c|d", "2 1|2"]),
            ("a, first;b;c\n1;2;3", vec!["1 a, first|b|c", "2 1|2|3"]),
            // Inside a cell that isn't quoted, quotes are letters.
            ("a,5\" disk\n", vec!["1 a|5\" disk"]),
            ("", vec![]),
            ("\r\n\n", vec![]),
        ] {
            assert_eq!(rows(text), expected, "{text:?}");
        }
    }

    #[test]
    fn quotes_that_stand_wrong_are_named_and_nothing_is_guessed() {
        for (text, expected) in [
            ("a,b\n1,\"open\n3,4", vec!["1 a|b", "2! open"]),
            ("a,b\n1,\"open\n3,\"4\"\n5,6", vec!["1 a|b", "2! stray", "4 5|6"]),
            ("a,b\n\"x \"y\" z\",2\n3,4", vec!["1 a|b", "2! stray", "3 3|4"]),
            ("a,b\n\"x\"y,2\n3,4", vec!["1 a|b", "2! stray", "3 3|4"]),
            ("a,b\n1, \"x,y\"\n3,4", vec!["1 a|b", "2! blank", "3 3|4"]),
            ("\"key\", \"value\"\n\"a\", \"b\"", vec!["1! blank", "2! blank"]),
            ("motd,\"The \"blue\" server\"", vec!["1! stray"]),
            ("a,b\n1,\"", vec!["1 a|b", "2! open"]),
            ("a,b\n1,\"x\"\"", vec!["1 a|b", "2! open"]),
        ] {
            assert_eq!(rows(text), expected, "{text:?}");
        }
        let problem = read("a,b\n\"x\ny\",\"open\nz").1.remove(1).problem;
        assert_eq!(
            problem.as_deref(),
            Some("The quote that opens in line 3 isn’t closed.")
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            rows in proptest::collection::vec(proptest::collection::vec(any::<String>(), 2..5), 1..5),
        ) {
            let text = super::super::write(std::iter::once(vec!["a".to_owned(), "b".to_owned()]).chain(rows.clone()));
            let (separator, records) = read(&text);
            prop_assert_eq!(separator, ',');
            let read: Vec<_> = records.into_iter().skip(1).map(|record| (record.cells, record.problem)).collect();
            let written: Vec<_> = rows.into_iter().map(|cells| (cells, None)).collect();
            prop_assert_eq!(read, written);
        }
    }
}
