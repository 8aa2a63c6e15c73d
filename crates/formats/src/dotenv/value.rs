//! Values, written and read.

/// What a value may stand in. Backticks are Node's; a shell would run what stands in them, so they are only read.
pub const QUOTES: [char; 3] = ['"', '\'', '`'];

/// What is escaped in double quotes, each with the letter that stands for it behind a backslash.
const ESCAPES: [(char, char); 7] = [
    ('\n', 'n'),
    ('\r', 'r'),
    ('\t', 't'),
    ('"', '"'),
    ('\\', '\\'),
    ('$', '$'),
    ('`', '`'),
];

/// How a value can be written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Notation {
    /// As it is. A container's `--env-file` would take quotes for a part of the value.
    Bare,
    /// In single quotes, in which nothing has a meaning for a shell and for Node.
    SingleQuotes,
    /// In double quotes, without anything that would have to be escaped.
    DoubleQuotes,
    /// In double quotes, with escapes that not all read alike.
    Escapes,
}

/// The value as bash (`source`), python-dotenv, Node.js (`parseEnv`) and [`unquote`] read it alike, where that can be.
pub fn write(value: &str) -> String {
    match notation(value) {
        Notation::Bare => value.to_owned(),
        Notation::SingleQuotes => format!("'{value}'"),
        Notation::DoubleQuotes => format!("\"{value}\""),
        Notation::Escapes => {
            let mut out = String::from('"');
            for letter in value.chars() {
                match ESCAPES.iter().find(|(plain, _)| *plain == letter) {
                    Some((_, escaped)) => out.extend(['\\', *escaped]),
                    None => out.push(letter),
                }
            }
            out + "\""
        }
    }
}

/// Whether all of them read alike what [`write()`] makes of the value.
pub fn is_portable(value: &str) -> bool {
    notation(value) != Notation::Escapes
}

fn notation(value: &str) -> Notation {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_./:@%+,-=".contains(letter);
    // Everybody else reads the end of a line of Windows as one of Unix; python-dotenv replaces ${NAME} in every notation.
    let changes_everywhere = value.contains('\r') || value.contains("${");
    // In single quotes python-dotenv reads two escapes.
    let is_escaped = value.contains("\\\\") || value.ends_with('\\');
    if value.chars().all(is_plain) {
        Notation::Bare
    } else if !(changes_everywhere || value.contains('\'') || is_escaped) {
        Notation::SingleQuotes
    } else if !(changes_everywhere || value.contains(['"', '\\', '$', '`'])) {
        Notation::DoubleQuotes
    } else {
        Notation::Escapes
    }
}

/// The text in the quotes with which another begins, and what follows them; nothing if they aren't closed.
pub fn unquote(text: &str) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut letters = text.chars();
    let quote = letters.next().filter(|quote| QUOTES.contains(quote))?;
    loop {
        match letters.next()? {
            letter if letter == quote => return Some((out, letters.as_str())),
            '\\' if quote == '"' => {
                let letter = letters.next()?;
                match ESCAPES.iter().find(|(_, escaped)| *escaped == letter) {
                    Some((plain, _)) => out.push(*plain),
                    None => out.extend(['\\', letter]),
                }
            }
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_need_as_little_as_they_can() {
        for (value, written) in [
            ("", ""),
            ("https://n.example:8080/a%20b", "https://n.example:8080/a%20b"),
            ("Zm9v+/8=", "Zm9v+/8="),
            ("a b", "'a b'"),
            ("ka$$e-7", "'ka$$e-7'"),
            (r"C:\new\table", r"'C:\new\table'"),
            ("a\nb", "'a\nb'"),
            ("`a`", "'`a`'"),
            ("it's", "\"it's\""),
            ("it's \"quoted\"", r#""it's \"quoted\"""#),
            (r"a\", r#""a\\""#),
            ("${HOME}", r#""\${HOME}""#),
            ("a\r\nb", r#""a\r\nb""#),
        ] {
            assert_eq!(write(value), written);
            assert_eq!(
                is_portable(value),
                !written.contains("\"it's \\") && !written.contains(r"\\") && !value.contains(['\r', '{'])
            );
            if written.starts_with(QUOTES) {
                assert_eq!(unquote(written), Some((value.to_owned(), "")));
            }
        }
    }

    #[test]
    fn quotes_of_every_kind_are_read() {
        assert_eq!(
            unquote("`it's \"a\"\nb` # c"),
            Some(("it's \"a\"\nb".to_owned(), " # c"))
        );
        assert_eq!(unquote("'a\\n'"), Some(("a\\n".to_owned(), "")));
        assert_eq!(unquote("\"a\\n\\q\""), Some(("a\n\\q".to_owned(), "")));
        assert_eq!(unquote("`a"), None);
        assert_eq!(unquote("a"), None);
    }
}
