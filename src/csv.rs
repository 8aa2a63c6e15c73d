//! Tables as CSV for spreadsheets: RFC 4180, and no cell is taken for a formula.

use crate::import::guarded;
use ::csv::{Terminator, WriterBuilder};

/// Writes a table, its head first.
pub fn write<'a, R>(head: impl IntoIterator<Item = &'a str>, rows: impl IntoIterator<Item = R>) -> String
where
    R: IntoIterator<Item = String>,
{
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing texts into memory can't fail.
    drop(writer.write_record(head));
    for row in rows {
        drop(writer.write_record(row.into_iter().map(guarded)));
    }
    let text = String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default();
    // Without it Excel takes the file for one in the encoding of its country.
    format!("\u{feff}{text}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn cells_that_look_like_formulas_are_guarded() {
        let rows = [["=1+1", "'x"], ["a,b", "-"], ["1-2", "\"é"]].map(|row| row.map(String::from));
        assert_eq!(
            super::write(["a", "b"], rows),
            "\u{feff}a,b\r\n'=1+1,''x\r\n\"a,b\",'-\r\n1-2,\"\"\"é\"\r\n"
        );
    }
}
