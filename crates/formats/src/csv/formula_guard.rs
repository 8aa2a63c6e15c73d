//! The apostrophe that keeps spreadsheets from taking a text for a formula: exports put it in, imports take it off.

/// With what a cell begins that a spreadsheet would take for a formula, be it after a line end, or in the wide forms that East Asian
/// keyboards type. An apostrophe is guarded as well, so that it can be told apart from a guard.
const GUARDED: [char; 12] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\''];

/// A cell that no spreadsheet takes for a formula.
pub fn guarded(cell: String) -> String {
    if cell.starts_with(GUARDED) {
        format!("'{cell}")
    } else {
        cell
    }
}

/// What [`guarded`] was given. An apostrophe that guards nothing is a part of the text.
pub fn without_guard(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|rest| rest.starts_with(GUARDED))
        .unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taking_off_a_guard_gives_what_was_there() {
        for text in [
            "", "a", "=1+1", "'", "''", "'a", "'=1", "-1", "@a", "+1", "\ta", "a'", "＝1+1", "\n=1",
        ] {
            assert_eq!(without_guard(&guarded(text.to_owned())), text);
        }
        // Others write no guard.
        assert_eq!(without_guard("'s-Gravenhage"), "'s-Gravenhage");
    }
}
