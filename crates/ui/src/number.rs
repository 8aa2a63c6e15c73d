//! Numbers as text.

/// A count with its thousands set apart: 1,204.
#[must_use]
pub fn group_digits(number: u64) -> String {
    let mut grouped = number.to_string();
    for position in (1..grouped.len()).rev().skip(2).step_by(3) {
        grouped.insert(position, ',');
    }
    grouped
}

/// A number of things, whose plural takes an s: "1 key", "1,000 keys".
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", group_digits(count as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_and_take_their_plural() {
        for (count, text) in [
            (0, "0 keys"),
            (1, "1 key"),
            (999, "999 keys"),
            (1204, "1,204 keys"),
            (1_234_567, "1,234,567 keys"),
        ] {
            assert_eq!(counted(count, "key"), text);
        }
    }
}
