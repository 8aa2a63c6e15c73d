//! Numbers as text.

/// A count with its thousands set apart: 1,204.
#[must_use]
pub fn group_digits(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
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
    fn thousands_are_set_apart() {
        for (number, text) in [
            (0, "0"),
            (61, "61"),
            (999, "999"),
            (1204, "1,204"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(group_digits(number), text);
        }
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(counted(1, "key"), "1 key");
        assert_eq!(counted(1000, "key"), "1,000 keys");
    }
}
