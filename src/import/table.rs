//! Rows under named columns, from CSV or JSON.

use formats::csv::{self, Record, without_guard};
use formats::json::{self, Json};
use ui::table::{counted, group_digits};

/// As many rows are imported at once.
pub const MAX_ROWS: usize = 20_000;

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Whether the first row may be one like the others: JSON names its columns by itself.
    pub is_csv: bool,
    /// The names of the columns, in the order of the file.
    pub columns: Vec<String>,
    /// The rows, without those that are empty.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// A cell for each column, or why the row can't be read, in a sentence.
    pub cells: Result<Vec<Cell>, String>,
}

/// What a row says in a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing: the cell is empty, or the object has no such member.
    #[default]
    Absent,
    /// That there is none: JSON's `null`.
    Null,
    /// A text of JSON, which may be empty.
    Text(String),
    /// A text of CSV as it stands, with the blanks around it and the guard of a formula.
    Raw(String),
}

impl Cell {
    /// What it says, without blanks around it, and of CSV without the guard of a formula; empty for nothing.
    pub fn text(&self) -> &str {
        match self {
            Self::Absent | Self::Null => "",
            Self::Text(text) => text.trim(),
            Self::Raw(text) => without_guard(text.trim()),
        }
    }

    /// What it says, letter by letter: blanks and apostrophes are a part of a password. Empty for nothing.
    pub fn verbatim(&self) -> &str {
        match self {
            Self::Absent | Self::Null => "",
            Self::Text(text) | Self::Raw(text) => text,
        }
    }
}

impl Table {
    /// Reads CSV or JSON. Of CSV, `has_head` tells whether the first row names the columns.
    ///
    /// # Errors
    /// Why nothing of it can be read, in a sentence.
    pub fn read(text: &str, has_head: bool) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let table = if text.trim_start().starts_with(['[', '{']) {
            Self::from_json(text).map_err(|error| format!("This can’t be read as JSON. {error}"))?
        } else {
            Self::from_csv(text, has_head)?
        };
        if table.rows.len() > MAX_ROWS {
            return Err(format!(
                "These are {}; at most {} can be imported at once. Split the file.",
                counted(table.rows.len(), "row"),
                group_digits(MAX_ROWS as u64)
            ));
        }
        Ok(table)
    }

    fn from_csv(text: &str, has_head: bool) -> Result<Self, String> {
        let (_, records) = csv::read(text);
        let mut records = records.into_iter();
        let mut columns: Vec<String> = if has_head {
            let head = records.next();
            if let Some(problem) = head.as_ref().and_then(|head| head.problem.as_deref()) {
                return Err(format!(
                    "The first row, which names the columns, can’t be read. {problem}"
                ));
            }
            let cells = head.map(|head| head.cells).unwrap_or_default();
            cells
                .iter()
                .map(|cell| without_guard(cell.trim()).to_owned())
                .collect()
        } else {
            let most = records
                .as_slice()
                .iter()
                .filter(|record| record.problem.is_none());
            vec![String::new(); most.map(|record| record.cells.len()).max().unwrap_or_default()]
        };
        // Spreadsheets write empty cells behind the last column.
        let named = columns.iter().rposition(|name| !name.is_empty());
        if let Some(last) = named {
            columns.truncate(last + 1);
        }
        for (index, name) in columns.iter_mut().enumerate().filter(|(_, name)| name.is_empty()) {
            *name = format!("Column {}", index + 1);
        }
        let count = columns.len();
        let is_empty = |record: &Record| {
            record.problem.is_none() && record.cells.iter().all(|cell| cell.trim().is_empty())
        };
        let rows = records.filter(|record| !is_empty(record)).map(|record| Row {
            line: record.line,
            cells: cells_of(record, count),
        });
        Ok(Self {
            is_csv: true,
            columns,
            rows: rows.collect(),
        })
    }

    fn from_json(text: &str) -> Result<Self, String> {
        let items = match json::read(text, "users")? {
            Json::List(items) => items,
            Json::Object(members) => vec![json::JsonItem {
                line: 1,
                members: Some(members),
            }],
        };
        let mut columns: Vec<String> = Vec::new();
        let mut rows = Vec::with_capacity(items.len());
        for item in items {
            let Some(members) = item.members else {
                rows.push(Row {
                    line: item.line,
                    cells: Err("This is no object.".to_owned()),
                });
                continue;
            };
            let mut cells = vec![Cell::Absent; columns.len()];
            for member in members {
                let index = columns.iter().position(|name| *name == member.name);
                let index = index.unwrap_or_else(|| {
                    columns.push(member.name);
                    cells.push(Cell::Absent);
                    columns.len() - 1
                });
                cells[index] = member.value.map_or(Cell::Null, Cell::Text);
            }
            rows.push(Row {
                line: item.line,
                cells: Ok(cells),
            });
        }
        for cells in rows.iter_mut().filter_map(|row| row.cells.as_mut().ok()) {
            cells.resize(columns.len(), Cell::Absent);
        }
        Ok(Self {
            is_csv: false,
            columns,
            rows,
        })
    }
}

/// The cells of a row of CSV. Spreadsheets leave out empty cells at its end, or add some.
fn cells_of(record: Record, columns: usize) -> Result<Vec<Cell>, String> {
    if let Some(problem) = record.problem {
        return Err(problem);
    }
    let filled = record.cells.iter().rposition(|cell| !cell.trim().is_empty());
    let filled = filled.map_or(0, |last| last + 1);
    if filled > columns {
        return Err(format!(
            "This row has {}, the first row names {}.",
            counted(filled, "cell"),
            group_digits(columns as u64)
        ));
    }
    let cell = |text: &String| match text.as_str() {
        "" => Cell::Absent,
        text => Cell::Raw(text.to_owned()),
    };
    let mut cells: Vec<Cell> = record.cells.iter().take(columns).map(cell).collect();
    cells.resize(columns, Cell::Absent);
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table in short: its columns, then each row with its line: "2 a|-|null", or "3! problem".
    fn table(text: &str) -> Vec<String> {
        let table = Table::read(text, true).unwrap();
        let row = |row: Row| match row.cells {
            Err(problem) => format!("{}! {problem}", row.line),
            Ok(cells) => {
                let cell = |cell: Cell| match cell {
                    Cell::Absent => "-".to_owned(),
                    Cell::Null => "null".to_owned(),
                    cell => cell.text().to_owned(),
                };
                let cells: Vec<String> = cells.into_iter().map(cell).collect();
                format!("{} {}", row.line, cells.join("|"))
            }
        };
        let rows = table.rows.into_iter().map(row);
        std::iter::once(table.columns.join("|")).chain(rows).collect()
    }

    #[test]
    fn rows_fit_their_columns() {
        for (text, expected) in [
            ("a,b\n1,2\n3\n,\n4,5,,", vec!["a|b", "2 1|2", "3 3|-", "5 4|5"]),
            ("a;;b;;\n1;2;3;;", vec!["a|Column 2|b", "2 1|2|3"]),
            ("a,b\n'=1,''x", vec!["a|b", "2 =1|'x"]),
            (
                "a\n1,2,3",
                vec!["a", "2! This row has 3 cells, the first row names 1."],
            ),
            (
                "[{\"b\":null},{\"a\":\"\",\"b\":1},7]",
                vec!["b|a", "1 null|-", "1 1|", "1! This is no object."],
            ),
            ("{\"a\":1}\n{\"a\":2}", vec!["a", "1 1", "2 2"]),
            ("{\"a\":1}", vec!["a", "1 1"]),
            ("", vec![""]),
        ] {
            assert_eq!(table(text), expected, "{text}");
        }
    }

    #[test]
    fn a_cell_is_there_letter_by_letter_too() {
        for (cell, text, verbatim) in [
            (Cell::Raw(" '=1 ".into()), "=1", " '=1 "),
            (Cell::Text(" '=1 ".into()), "'=1", " '=1 "),
            (Cell::Null, "", ""),
        ] {
            assert_eq!((cell.text(), cell.verbatim()), (text, verbatim));
        }
    }

    #[test]
    fn without_a_head_columns_are_numbered() {
        let table = Table::read("1,2\n3,4,5", false).unwrap();
        assert_eq!(table.columns, ["Column 1", "Column 2", "Column 3"]);
        assert_eq!(table.rows.len(), 2);
    }

    #[test]
    fn a_broken_head_and_too_many_rows_are_refused() {
        let problem = Table::read("a,\"b\n1,2", true).unwrap_err();
        assert!(problem.contains("line 1 isn’t closed"), "{problem}");
        let many = "a\n".to_owned() + &"1\n".repeat(MAX_ROWS + 1);
        let problem = Table::read(&many, true).unwrap_err();
        assert!(
            problem.starts_with("These are 20,001 rows; at most 20,000"),
            "{problem}"
        );
        assert!(Table::read("[1,", true).unwrap_err().contains("JSON"));
    }
}
