//! The parts of what the account database says of a person: the comma-separated "GECOS" field.

/// What the parts are called, in the order of the field.
pub const PARTS: [&str; 5] = ["Full name", "Office", "Work phone", "Home phone", "Other"];

/// The parts of `info`; empty where there is none. What comes after the fourth comma is one part, commas included. A `&`
/// in the full name stands for the account's name with a capital letter, as it has since the seventies.
pub fn parts(info: &str, name: &str) -> [String; 5] {
    let mut parts = [const { String::new() }; 5];
    for (part, text) in parts.iter_mut().zip(info.splitn(PARTS.len(), ',')) {
        text.trim().clone_into(part);
    }
    if parts[0].contains('&') {
        let mut letters = name.chars();
        let capital = letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect::<String>());
        parts[0] = parts[0].replace('&', &capital.unwrap_or_default());
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(info: &str) -> String {
        parts(info, "ada").join("|")
    }

    #[test]
    fn the_parts_are_told_apart() {
        for (info, expected) in [
            ("", "||||"),
            ("www-data", "www-data||||"),
            ("PostgreSQL administrator,,,", "PostgreSQL administrator||||"),
            (
                "Ada Lovelace,Room 1,+32 1,+32 2,a,b",
                "Ada Lovelace|Room 1|+32 1|+32 2|a,b",
            ),
            (", Room 1 ,,", "|Room 1|||"),
        ] {
            assert_eq!(joined(info), expected, "{info}");
        }
    }

    #[test]
    fn an_ampersand_is_the_capitalised_name() {
        assert_eq!(joined("& Lovelace,&"), "Ada Lovelace|&|||");
        assert_eq!(parts("&", "")[0], "");
        assert_eq!(parts("& Sport", "éric")[0], "Éric Sport");
    }
}
