//! Languages with their regions, as people choose them.

/// The tags and what they are called, in the order of their names.
pub const LOCALES: [(&str, &str); 24] = [
    ("zh-CN", "Chinese (China)"),
    ("cs-CZ", "Czech (Czechia)"),
    ("da-DK", "Danish (Denmark)"),
    ("nl-BE", "Dutch (Belgium)"),
    ("nl-NL", "Dutch (Netherlands)"),
    ("en-AU", "English (Australia)"),
    ("en-CA", "English (Canada)"),
    ("en-IE", "English (Ireland)"),
    ("en-GB", "English (United Kingdom)"),
    ("en-US", "English (United States)"),
    ("fi-FI", "Finnish (Finland)"),
    ("fr-BE", "French (Belgium)"),
    ("fr-CA", "French (Canada)"),
    ("fr-FR", "French (France)"),
    ("de-AT", "German (Austria)"),
    ("de-DE", "German (Germany)"),
    ("de-CH", "German (Switzerland)"),
    ("it-IT", "Italian (Italy)"),
    ("ja-JP", "Japanese (Japan)"),
    ("nb-NO", "Norwegian (Norway)"),
    ("pl-PL", "Polish (Poland)"),
    ("pt-PT", "Portuguese (Portugal)"),
    ("es-ES", "Spanish (Spain)"),
    ("sv-SE", "Swedish (Sweden)"),
];

#[cfg(test)]
mod tests {
    use super::LOCALES;
    use std::collections::HashSet;

    #[test]
    fn names_are_in_order_and_tags_alone() {
        assert!(LOCALES.is_sorted_by_key(|(_, name)| name));
        let tags: HashSet<&str> = LOCALES.iter().map(|(tag, _)| *tag).collect();
        assert_eq!(tags.len(), LOCALES.len());
    }
}
