//! Users as a file: CSV, JSON, or JSON a line.

use api_types::{Timestamp, User};
use formats::csv;
use serde::Serialize;
use serde_json::Value;

/// The formats of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// RFC 4180, for spreadsheets.
    Csv,
    /// A list of users as the API writes them.
    Json,
    /// A user a line, as the API writes them.
    NdJson,
}

/// What a column is called, and its text for a user; empty for nothing.
type Column = (&'static str, fn(&User) -> String);

/// The columns of CSV, named after the attributes of the API.
const COLUMNS: [Column; 11] = [
    ("id", |user| user.id.to_string()),
    ("username", |user| user.username.clone()),
    ("email", |user| user.email.clone().unwrap_or_default()),
    ("is_admin", |user| user.is_admin.to_string()),
    ("user_id", |user| number(user.user_id)),
    ("group_id", |user| number(user.group_id)),
    ("source_type", |user| {
        user.source_type
            .as_ref()
            .map(|source| source.as_str().to_owned())
            .unwrap_or_default()
    }),
    ("expired_at", |user| instant(user.expired_at.flatten())),
    ("created_at", |user| instant(user.created_at)),
    ("updated_at", |user| instant(user.updated_at)),
    ("last_sign_in_at", |user| instant(user.last_sign_in_at.flatten())),
];

fn number(number: Option<i64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn instant(at: Option<Timestamp>) -> String {
    at.map(|at| at.to_string()).unwrap_or_default()
}

impl ExportFormat {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Json, Self::NdJson];

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::NdJson => "NDJSON",
        }
    }

    /// What the file looks like.
    pub fn description(self) -> &'static str {
        match self {
            Self::Csv => {
                "For spreadsheets. A text that one of them would take for a formula begins with an apostrophe."
            }
            Self::Json => "A list of users, as the API writes them.",
            Self::NdJson => "A user a line, as the API writes them.",
        }
    }

    /// The end of the file's name, and its media type.
    pub fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Csv => ("csv", "text/csv"),
            Self::Json => ("json", "application/json"),
            Self::NdJson => ("ndjson", "application/x-ndjson"),
        }
    }

    /// Writes users as a file: these attributes of them in this order, or all that the server tells.
    pub fn write(self, users: &[User], attributes: Option<&[&str]>) -> String {
        match self {
            Self::Csv => write_csv(users, attributes),
            Self::Json => match attributes {
                None => pretty(&users),
                Some(attributes) => pretty(&records(users, attributes)),
            },
            Self::NdJson => match attributes {
                None => lines(users),
                Some(attributes) => lines(&records(users, attributes)),
            },
        }
    }
}

fn pretty(records: &impl Serialize) -> String {
    serde_json::to_string_pretty(records).unwrap_or_default() + "\n"
}

fn lines(records: &[impl Serialize]) -> String {
    let lines = records.iter();
    lines
        .map(|record| serde_json::to_string(record).unwrap_or_default() + "\n")
        .collect()
}

fn write_csv(users: &[User], attributes: Option<&[&str]>) -> String {
    let columns: Vec<&Column> = match attributes {
        None => COLUMNS.iter().collect(),
        Some(names) => names
            .iter()
            .filter_map(|name| COLUMNS.iter().find(|(own, _)| own == name))
            .collect(),
    };
    let rows = users
        .iter()
        .map(|user| columns.iter().map(|(_, text)| text(user)).collect::<Vec<_>>());
    csv::write_for_spreadsheets(columns.iter().map(|(name, _)| *name), rows)
}

/// Users as the API writes them, with these attributes alone.
fn records(users: &[User], attributes: &[&str]) -> Vec<Value> {
    let record = |user: &User| {
        let mut record = serde_json::to_value(user).unwrap_or_default();
        if let Some(record) = record.as_object_mut() {
            record.retain(|name, _| attributes.contains(&name.as_str()));
        }
        record
    };
    users.iter().map(record).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use formats::csv::without_guard;
    use proptest::prelude::*;

    fn user(id: i64, username: &str, email: Option<&str>) -> User {
        let mut user: User = serde_json::from_str(&format!(r#"{{"id":{id},"username":"x"}}"#)).unwrap();
        user.username = username.to_owned();
        user.email = email.map(ToOwned::to_owned);
        user
    }

    #[test]
    fn a_spreadsheet_gets_its_head_its_line_ends_and_no_formula() {
        let mut ada = user(7, "=1+1", Some("ada,\"a\"@x.example"));
        (ada.is_admin, ada.user_id, ada.expired_at) =
            (true, Some(1004), Some(Some(Timestamp::from_unix_millis(0))));
        assert_eq!(
            ExportFormat::Csv.write(std::slice::from_ref(&ada), None),
            "\u{feff}id,username,email,is_admin,user_id,group_id,source_type,expired_at,created_at,updated_at,last_sign_in_at\r\n\
             7,'=1+1,\"ada,\"\"a\"\"@x.example\",true,1004,,,1970-01-01T00:00:00.000Z,,,\r\n"
        );
        let chosen = ["username", "user_id", "expired_at"];
        assert_eq!(
            ExportFormat::Csv.write(std::slice::from_ref(&ada), Some(&chosen[..2])),
            "\u{feff}username,user_id\r\n'=1+1,1004\r\n"
        );
        assert_eq!(
            ExportFormat::NdJson.write(&[ada], Some(&chosen)),
            "{\"expired_at\":\"1970-01-01T00:00:00.000Z\",\"user_id\":1004,\"username\":\"=1+1\"}\n"
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_the_same_when_it_is_read(username in any::<String>(), email in proptest::option::of("\\PC+")) {
            let users = [user(1, &username, email.as_deref()), user(2, "b", None)];
            let text = ExportFormat::Csv.write(&users, None);
            let (_, read) = csv::read(&text);
            prop_assert_eq!(read.len(), 3);
            prop_assert_eq!(without_guard(&read[1].cells[1]), username);
            prop_assert_eq!(without_guard(&read[1].cells[2]), email.unwrap_or_default());
            let json: Vec<User> = serde_json::from_str(&ExportFormat::Json.write(&users, None)).unwrap();
            prop_assert_eq!(&json[..], &users[..]);
            let lines = ExportFormat::NdJson.write(&users, None);
            let lines: Vec<User> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            prop_assert_eq!(&lines[..], &users[..]);
        }
    }
}
