//! Keys with their values as a file: JSON, CSV and `.env`, each written so that reading it gives back the same.

mod csv;
mod env;
mod json;
mod row;

use crate::dotenv;
pub use row::Row;

/// The formats that a file can have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// An object with a text for each key.
    Json,
    /// Two columns, key and value.
    Csv,
    /// Lines `KEY=value`.
    #[default]
    Env,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Json, Self::Csv, Self::Env];

    /// What people call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Csv => "CSV",
            Self::Env => ".env",
        }
    }

    /// What a file of this format looks like.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Json => "An object with a text for each key.",
            Self::Csv => "Two columns, key and value.",
            Self::Env => {
                "Names hold letters, digits and underscores alone: global.locale becomes global__locale, and any other \
                 character _X and its number, as in a_X20_b for “a b”. Importing reads that back."
            }
        }
    }

    /// How the name of such a file ends, and its media type.
    #[must_use]
    pub fn file_type(self) -> (&'static str, &'static str) {
        match self {
            Self::Json => ("json", "application/json"),
            Self::Csv => ("csv", "text/csv"),
            Self::Env => ("env", "text/plain"),
        }
    }

    /// The format that the name of a file tells, or its content.
    #[must_use]
    pub fn recognise(file_name: &str, text: &str) -> Self {
        let name = file_name.to_lowercase();
        match name.rsplit('.').next() {
            _ if name.starts_with(".env") => return Self::Env,
            Some("json") => return Self::Json,
            Some("csv" | "tsv") => return Self::Csv,
            Some("env") => return Self::Env,
            _ => {}
        }
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let is_content = |line: &&str| !line.is_empty() && !line.starts_with('#');
        let line = text.lines().map(str::trim).find(is_content).unwrap_or_default();
        match line.matches([',', ';', '\t', '"', '=']).next() {
            _ if text.starts_with(['{', '[']) => Self::Json,
            None | Some("=") => Self::Env,
            Some(_) => Self::Csv,
        }
    }

    /// Writes keys with their values.
    #[must_use]
    pub fn write(self, entries: &[(&str, &str)]) -> String {
        match self {
            Self::Json => json::write(entries),
            Self::Csv => csv::write(entries),
            Self::Env => env::write(entries),
        }
    }

    /// Whether other programs that read such files may take the value for something else.
    #[must_use]
    pub fn is_read_differently(self, value: &str) -> bool {
        self == Self::Env && !dotenv::is_portable(value)
    }

    /// Reads a file. Rows that can't be read are among the rows, with their problem.
    ///
    /// # Errors
    /// Why nothing of it can be read, in a sentence.
    pub fn read(self, text: &str) -> Result<Vec<Row>, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        match self {
            _ if text.trim().is_empty() => Ok(Vec::new()),
            Self::Json => json::read(text),
            Self::Csv => Ok(csv::read(text)),
            Self::Env => Ok(env::read(text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts that are hard on every format, separated by blanks.
    pub(super) const HARD: &str = "a a/b 50% 🦀 constructor a.b a__b a_b a._b a_.b _ __ _X41_ a_Xb a_X X41_ 7a a=b #a a#b 'a' \"a\" \
                        a\"b a,b a;b a\\ \\n a$b `a` export key value é a. .a .. = -a @a a:b { [1]";
    /// Texts that only values can hold, separated by bars.
    pub(super) const VALUES: &str = "|a b|export a|a\nb|a\r\nb|\n| a |\t|a\n\nb\n|# no comment|a # b|\u{feff}a|\u{2028}|\r|'\n\"|\u{1}|\
                          \\\n|true|1,5|a\n";

    #[test]
    fn what_is_written_is_read_again() {
        let keys = HARD.split(' ').chain(["a b", "export a"]);
        let mut entries: Vec<(String, String)> = keys.map(|key| (key.into(), key.into())).collect();
        for (number, text) in HARD.split(' ').chain(VALUES.split('|')).enumerate() {
            entries.push((format!("v.{number}"), text.to_owned()));
        }
        // Every text of three letters of those that mean something to one of the forms.
        let letters: Vec<char> = "_X.4\\\"',#$ \n\r=é".chars().collect();
        let triples = letters.iter().flat_map(|a| {
            let pairs = letters.iter().flat_map(|b| letters.iter().map(move |c| (b, c)));
            pairs.map(move |(b, c)| [a, b, c].into_iter().collect::<String>())
        });
        for text in triples {
            let key = text.replace(['\n', '\r'], "n").replace(' ', "s");
            entries.push((format!("k{}.{key}", entries.len()), text.clone()));
            entries.push((format!("{key}{}", entries.len()), text));
        }
        let entries: Vec<(&str, &str)> = entries.iter().map(|(key, value)| (&**key, &**value)).collect();
        for format in Format::ALL {
            let text = format.write(&entries);
            let rows = format.read(&text).unwrap();
            assert_eq!(rows.len(), entries.len());
            for (row, written) in rows.iter().zip(&entries) {
                assert_eq!(
                    (&*row.key, &*row.value, &row.problem),
                    (written.0, written.1, &None),
                    "{format:?}"
                );
            }
            assert_eq!(
                Format::recognise(&format!("x.{}", format.file_type().0), ""),
                format
            );
        }
    }

    #[test]
    fn what_others_write_is_read_and_invalid_rows_leave_the_others() {
        let list = "[{\"key\":\"a\",\"value\":\"1\"},\n {\"id\":7,\"value\":\"2\",\"key\":\"b\"}]";
        let answer = format!("{{\"count\":2,\"configurations\":{list}}}");
        let object = "{\n\"a\": \"x\\n\\\"y\\\"\", \"b\" : 1.10,\n\"c\":{\"d\": [1, \"}\"]}, \"a\": true\n}";
        let env = "# head\r\n\r\nexport A = b # comment\r\nB='x #y\\n'\r\nC=\"x\r\ny\" # z\r\nD=a#b\r\nE=\r\nF=\"a\\qb\"";
        let quotes = "key,value\r\n\"a,b\",\"x\r\ny\"\"z\"\"\"\r\n\r\nc,\r\n";
        // Of each row its line, with a ! if it is invalid, its key and its value.
        for (format, text, expected) in [
            (
                Format::Json,
                object,
                "2 a=x\n\"y\"|2 b=1.10|3 c={\"d\": [1, \"}\"]}|3 a=true",
            ),
            (Format::Json, list, "1 a=1|2 b=2"),
            (Format::Json, &answer, "1 a=1|2 b=2"),
            (Format::Json, " \n", ""),
            (Format::Csv, " \n", ""),
            (Format::Json, "{}", ""),
            (Format::Json, " [ ] ", ""),
            (Format::Json, "{\"a\": null, \"b\": \"\"}", "1! a=|1 b="),
            (
                Format::Json,
                "[{\"key\":\"a\"}, 7,\n{\"key\":\"b\",\"value\":\"1\"}]",
                "1! =|1! =|2 b=1",
            ),
            (Format::Csv, quotes, "2 a,b=x\r\ny\"z\"|5 c="),
            (Format::Csv, "Id;Key;Value\n1;a;b,c", "2 a=b,c"),
            (Format::Csv, "\n\na\tb", "3 a=b"),
            (Format::Csv, "value,key\n1,a", "2 a=1"),
            (Format::Csv, "", ""),
            (Format::Csv, "a,1\nb\nc,2,3\nd,\"4", "1 a=1|2! b=|3! c=2,3|4! d=4"),
            (Format::Csv, "key,value\na b; 1,2\na b;1", "2 a b; 1=2|3! a b=1"),
            (
                Format::Env,
                env,
                "3 A=b|4 B=x #y\\n|5 C=x\r\ny|7 D=a#b|8 E=|9 F=a\\qb",
            ),
            (
                Format::Env,
                "A=1\nnonsense\nB=\"open\nC=3\nD='x'y\nE=5",
                "1 A=1|2! nonsense=|3! B=\"open|4 C=3|5! D=x|6 E=5",
            ),
            // Where there is no = a proposal is made, and the lines that follow are no part of it.
            (
                Format::Env,
                "global.locale fr # comment\nB='1'",
                "1! global.locale=fr|2 B=1",
            ),
            (Format::Env, "export FOO__BAR bar\nB='1'", "1! FOO.BAR=bar|2 B=1"),
            (
                Format::Env,
                "smtp.host: \"mail a\"\nB='1'",
                "1! smtp.host=mail a|2 B=1",
            ),
            (Format::Env, "A=`x\n\"y\" 'z'` # c\nB=1", "1 A=x\n\"y\" 'z'|3 B=1"),
            (Format::Env, "A=`open\nB=1", "1! A=`open|2 B=1"),
            (Format::Env, "A 'open\nB='1'", "1! A='open|2 B=1"),
        ] {
            let rows = format.read(text).unwrap();
            let rows = rows.iter().map(|row| {
                let mark = if row.problem.is_some() { "!" } else { "" };
                format!("{}{mark} {}={}", row.line, row.key, row.value)
            });
            assert_eq!(rows.collect::<Vec<_>>().join("|"), expected, "{text}");
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
}
