//! Tables as CSV (RFC 4180): written for spreadsheets, and read as they write it.

mod formula_guard;
mod read;

use ::csv::{Terminator, WriterBuilder};

pub use formula_guard::{guarded, without_guard};
pub use read::{Record, read};

/// Writes rows, as RFC 4180 has it.
pub fn write<C: AsRef<[u8]>>(rows: impl IntoIterator<Item = impl IntoIterator<Item = C>>) -> String {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        // Writing texts into memory can't fail.
        drop(writer.write_record(row));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Writes a table for spreadsheets, its head first: none of them takes a cell for a formula, and Excel knows the encoding.
pub fn write_for_spreadsheets<'a, R>(
    head: impl IntoIterator<Item = &'a str>,
    rows: impl IntoIterator<Item = R>,
) -> String
where
    R: IntoIterator<Item = String>,
{
    let head: Vec<String> = head.into_iter().map(ToOwned::to_owned).collect();
    let rows = rows.into_iter().map(|row| row.into_iter().map(guarded).collect());
    // Without the mark Excel takes the file for one in the encoding of its country.
    format!("\u{feff}{}", write(std::iter::once(head).chain(rows)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn cells_that_look_like_formulas_are_guarded() {
        let rows = [["=1+1", "'x"], ["a,b", "-"], ["1-2", "\"é"], ["＝1+1", "\n=1"]];
        let rows = rows.map(|row| row.map(String::from));
        assert_eq!(
            super::write_for_spreadsheets(["a", "b"], rows),
            "\u{feff}a,b\r\n'=1+1,''x\r\n\"a,b\",'-\r\n1-2,\"\"\"é\"\r\n'＝1+1,\"'\n=1\"\r\n"
        );
    }
}
