//! Configurations as files: JSON, CSV and `.env`, each written so that reading gives back the same.

mod csv;
mod env;
mod json;

use super::change::Entry;

/// The forms that a file can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// An object with a text for each key.
    Json,
    /// Two columns, key and value.
    Csv,
    /// `KEY=value`.
    Env,
}

/// A row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
    /// What is wrong with it, if it can't be read.
    pub problem: Option<String>,
}

impl FileRow {
    fn new(line: usize, key: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            line,
            key: key.into(),
            value: value.into(),
            problem: None,
        }
    }

    /// One that can't be read. What looks like its key and its value is proposed: they part at the first of these characters.
    fn broken(line: usize, text: &str, separators: &[char], problem: &str) -> Self {
        let (key, value) = text.split_once(separators).unwrap_or((text, ""));
        Self {
            problem: Some(problem.to_owned()),
            ..Self::new(line, key.trim(), value.trim())
        }
    }
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Json, Self::Csv, Self::Env];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Csv => "CSV",
            Self::Env => ".env",
        }
    }

    /// The name of a file in this form, and its media type.
    pub fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Json => ("configuration.json", "application/json"),
            Self::Csv => ("configuration.csv", "text/csv"),
            Self::Env => ("configuration.env", "text/plain"),
        }
    }

    /// The form that a file's name tells, or its content.
    pub fn recognise(file_name: &str, text: &str) -> Self {
        let name = file_name.to_lowercase();
        if name.ends_with(".json") {
            return Self::Json;
        }
        if name.ends_with(".csv") || name.ends_with(".tsv") {
            return Self::Csv;
        }
        if name.ends_with(".env") || name.starts_with(".env") {
            return Self::Env;
        }
        let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        if text.starts_with(['{', '[']) {
            return Self::Json;
        }
        let mut lines = text.lines().map(str::trim);
        let line = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
        let line = line.unwrap_or_default();
        match (line.find('='), line.find([',', ';', '\t', '"'])) {
            (Some(equals), Some(comma)) if comma < equals => Self::Csv,
            (Some(_), _) => Self::Env,
            (None, Some(_)) => Self::Csv,
            (None, None) => Self::Env,
        }
    }

    /// Writes entries as a file.
    pub fn write(self, entries: &[Entry]) -> String {
        match self {
            Self::Json => json::write(entries),
            Self::Csv => csv::write(entries),
            Self::Env => env::write(entries),
        }
    }

    /// Reads a file; what can't be read row by row is one problem of the whole.
    ///
    /// # Errors
    /// Why nothing of it can be read.
    pub fn read(self, text: &str) -> Result<Vec<FileRow>, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        match self {
            Self::Json => json::read(text),
            Self::Csv => Ok(csv::read(text)),
            Self::Env => Ok(env::read(text)),
        }
    }
}

/// The text of a file's bytes.
///
/// # Errors
/// Why they are no text.
pub fn text_of(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err("The file is written in UTF-16. Save it as UTF-8, then choose it again.".into());
    }
    if bytes.contains(&0) {
        return Err(
            "The file is no text: it holds zero bytes, as pictures, archives and programs do.".into(),
        );
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let lines = error
            .as_bytes()
            .iter()
            .take(at)
            .filter(|byte| **byte == b'\n')
            .count();
        format!(
            "The file isn't written in UTF-8: line {} can't be read. Save it as UTF-8, then choose it again.",
            lines + 1
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(key: &str, value: &str) -> Entry {
        Entry {
            key: key.into(),
            value: value.into(),
        }
    }

    /// Texts that are hard on every form.
    const HARD: &[&str] = &[
        "",
        "a",
        "a b",
        "a/b",
        "50%",
        "🦀",
        "constructor",
        "a.b",
        "a__b",
        "a_b",
        "a._b",
        "a_.b",
        "_",
        "__",
        "_X41_",
        "a_Xb",
        "a_X",
        "X41_",
        "7a",
        "a=b",
        "#a",
        "a#b",
        "'a'",
        "\"a\"",
        "a\"b",
        "a,b",
        "a;b",
        "a\\",
        "\\n",
        "a$b",
        "`a`",
        "export a",
        "key",
        "value",
        "é",
        "a.",
        ".a",
        "..",
        "=",
        "-a",
        "@a",
        "a:b",
        "{",
        "[1]",
    ];
    /// Texts that only values can hold.
    const LINES: &[&str] = &[
        "a\nb",
        "a\r\nb",
        "\n",
        " a ",
        "\t",
        "a\n\nb\n",
        "# no comment",
        "a # b",
        "\u{feff}a",
        "\u{2028}",
        "\r",
        "'\n\"",
        "\u{1}",
        "\\\n",
        "true",
        "1,5",
        "a\n",
    ];

    #[test]
    fn what_is_written_is_read_again() {
        let mut entries: Vec<Entry> = Vec::new();
        for (number, key) in HARD.iter().filter(|key| !key.is_empty()).enumerate() {
            let values = HARD.iter().chain(LINES);
            // Every key once, with values in turn; and every value once.
            entries.push(entry(key, values.clone().nth(number % 40).unwrap()));
        }
        for (number, value) in HARD.iter().chain(LINES).enumerate() {
            entries.push(entry(&format!("v.{number}"), value));
        }
        // Every text of three letters of those that mean something to one of the forms.
        let letters = [
            '_', 'X', '.', '4', '\\', '"', '\'', ',', '#', '$', ' ', '\n', '\r', '=', 'é',
        ];
        for a in letters {
            for b in letters {
                for c in letters {
                    let text: String = [a, b, c].iter().collect();
                    let key = text.replace(['\n', '\r'], "n").replace(' ', "s");
                    entries.push(entry(&format!("k{}.{key}", entries.len()), &text));
                    entries.push(entry(&format!("{key}{}", entries.len()), &text));
                }
            }
        }
        for format in Format::ALL {
            let text = format.write(&entries);
            let read: Vec<Entry> = format
                .read(&text)
                .unwrap()
                .into_iter()
                .map(|row| {
                    assert_eq!(row.problem, None, "{row:?}");
                    entry(&row.key, &row.value)
                })
                .collect();
            assert_eq!(read.len(), entries.len());
            for (read, written) in read.iter().zip(&entries) {
                assert_eq!(read, written, "{}", format.name());
            }
            assert_eq!(Format::recognise(format.file().0, ""), format);
        }
    }

    #[test]
    fn forms_are_recognised_by_their_content() {
        for (text, format) in [
            ("\u{feff}{\"a\": 1}", Format::Json),
            ("  [", Format::Json),
            ("key,value\na,b", Format::Csv),
            ("a;b=c", Format::Csv),
            ("\"a=b\",c", Format::Csv),
            ("# a, b\n\nA=b,c", Format::Env),
            ("A", Format::Env),
            ("", Format::Env),
        ] {
            assert_eq!(Format::recognise("", text), format, "{text}");
        }
        assert_eq!(Format::recognise("settings.CSV", "{"), Format::Csv);
        assert_eq!(Format::recognise(".env.local", "{"), Format::Env);
    }

    #[test]
    fn what_is_no_text_is_said_so() {
        assert_eq!(text_of("é".into()), Ok("é".to_owned()));
        for (bytes, word) in [
            (&b"\xFF\xFEa\0"[..], "UTF-16"),
            (b"\x89PNG\r\n\0", "no text"),
            (b"a\nb\n\xE9", "line 3"),
        ] {
            assert!(text_of(bytes.to_vec()).unwrap_err().contains(word));
        }
    }
}
