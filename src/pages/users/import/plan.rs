//! What an import would do with each row: no signals, no requests, no browser.

use std::collections::{HashMap, HashSet};

use api_types::{SourceType, Timestamp, User, UserChanges, ValidationErrors};

use super::attribute::Attribute;
use super::columns::shortened;
use super::everybody::Everybody;
use super::values;
use crate::import::{Cell, Table};
use crate::pages::users::draft::{UserDraft, message};
use ui::table::group_digits;

/// Stands for the password of a new user that is generated when they are created.
const GENERATED_LATER: &str = "generated";

/// A row, and what becomes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedRow {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// Whom it names.
    pub name: String,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A new user; without a password in the request, one is generated.
    Create(UserChanges),
    /// Somebody is changed from what they are to what the request names.
    Update(Box<User>, UserChanges),
    /// They are so already.
    Unchanged,
    /// Nothing, for a reason.
    Invalid(String),
}

/// What a plan depends on besides the file.
pub struct ImportContext<'a> {
    /// Everybody there is.
    pub everybody: &'a Everybody,
    /// Why the server would refuse to "demote" or "expire" somebody.
    pub refusal: &'a dyn Fn(&str, &User) -> Option<String>,
    /// Reads `2027-03-01T09:30` in the zone of this browser.
    pub local: &'a dyn Fn(&str) -> Option<Timestamp>,
}

/// Plans all rows of a table whose columns hold these attributes.
pub fn plan(table: &Table, columns: &[Option<Attribute>], context: &ImportContext<'_>) -> Vec<PlannedRow> {
    let everybody = context.everybody;
    let planned = table.rows.iter().map(|row| {
        let (name, outcome) = match &row.cells {
            Err(problem) => (String::new(), Outcome::Invalid(problem.clone())),
            Ok(cells) => {
                let draft = RowDraft::new(cells, columns);
                let outcome = draft.outcome(context);
                (draft.name(everybody), outcome.unwrap_or_else(Outcome::Invalid))
            }
        };
        PlannedRow {
            line: row.line,
            name,
            outcome,
        }
    });
    let mut rows: Vec<PlannedRow> = planned.collect();
    refuse_doubled(&mut rows);
    refuse_taken(&mut rows, everybody);
    rows
}

/// The cells of a row by what they hold.
struct RowDraft<'a>(HashMap<Attribute, &'a Cell>);

impl<'a> RowDraft<'a> {
    fn new(cells: &'a [Cell], columns: &[Option<Attribute>]) -> Self {
        let cells = columns.iter().zip(cells);
        Self(
            cells
                .filter_map(|(column, cell)| Some(((*column)?, cell)))
                .collect(),
        )
    }

    /// The text in a column; none for an empty cell, for `null`, and for no such column.
    fn text(&self, attribute: Attribute) -> Option<&'a str> {
        Some(self.0.get(&attribute)?.text()).filter(|text| !text.is_empty())
    }

    /// Whether a column says that there is none, which an empty cell doesn't.
    fn is_none(&self, attribute: Attribute) -> bool {
        match self.0.get(&attribute) {
            Some(Cell::Null) => true,
            Some(Cell::Text(text)) if text.is_empty() => true,
            Some(cell) => values::is_none(cell.text()),
            None => false,
        }
    }

    fn id(&self) -> Option<i64> {
        self.text(Attribute::Id)?.parse().ok()
    }

    fn name(&self, everybody: &Everybody) -> String {
        let by_id = || Some(everybody.with_id(self.id()?)?.username.as_str());
        self.text(Attribute::Username)
            .or_else(by_id)
            .unwrap_or_default()
            .to_owned()
    }

    /// Whom the row is about; nobody if it is about somebody new.
    fn existing<'e>(&self, everybody: &'e Everybody) -> Result<Option<&'e User>, String> {
        let by_id = self.id().and_then(|id| everybody.with_id(id));
        let Some(name) = self.text(Attribute::Username) else {
            return match by_id {
                Some(user) => Ok(Some(user)),
                None => Err(
                    "The row names no user: it has neither a username nor the id of somebody here."
                        .to_owned(),
                ),
            };
        };
        match (by_id, everybody.named(name)) {
            (Some(own), Some(other)) if own.id != other.id => Err(format!(
                "The id is that of {}, the username that of another user. Correct one of them, or leave out the column of ids.",
                own.username
            )),
            (by_id, by_name) => Ok(by_name.or(by_id)),
        }
    }

    fn outcome(&self, context: &ImportContext<'_>) -> Result<Outcome, String> {
        let user = self.existing(context.everybody)?;
        let before = user.map(UserDraft::of);
        let draft = self.fill(before.clone().unwrap_or_default(), user, context)?;
        let found = draft.to_request(before.as_ref());
        let mut changes = found.map_err(|errors| sentences(&errors, self))?;
        let Some(user) = user else {
            changes.password = changes.password.filter(|password| password != GENERATED_LATER);
            return Ok(Outcome::Create(changes));
        };
        if changes.is_empty() {
            return Ok(Outcome::Unchanged);
        }
        let demotes = (user.is_admin && changes.is_admin == Some(false)).then_some("demote");
        let expires = matches!(changes.expired_at, Some(Some(_))).then_some("expire");
        let refusal = |verb| (context.refusal)(verb, user);
        match demotes.and_then(refusal).or_else(|| expires.and_then(refusal)) {
            Some(reason) => Err(reason),
            None => Ok(Outcome::Update(Box::new(user.clone()), changes)),
        }
    }

    /// Writes the cells over a draft. Empty cells leave it as it is.
    fn fill(
        &self,
        mut draft: UserDraft,
        user: Option<&User>,
        context: &ImportContext<'_>,
    ) -> Result<UserDraft, String> {
        let name = self.text(Attribute::Username);
        // Names that differ in case alone are the same.
        let is_same = |name: &&str| name.to_lowercase() == draft.username.to_lowercase();
        if let Some(name) = name.filter(|name| !is_same(name)) {
            name.clone_into(&mut draft.username);
        }
        for (attribute, field) in [
            (Attribute::Email, &mut draft.email),
            (Attribute::Uid, &mut draft.user_id),
            (Attribute::Gid, &mut draft.group_id),
        ] {
            if let Some(text) = self.text(attribute) {
                text.clone_into(field);
            }
        }
        if self.is_none(Attribute::Email) {
            draft.email.clear();
        }
        if let Some(text) = self.text(Attribute::Role) {
            draft.is_admin = values::is_admin(text).ok_or_else(|| {
                format!(
                    "Role: “{}” is neither yes nor no, neither administrator nor user.",
                    shortened(text)
                )
            })?;
        }
        if let Some(text) = self.text(Attribute::Source) {
            draft.source_type = Some(values::source(text));
        }
        if self.is_none(Attribute::Expiry) {
            draft.expires = None;
        } else if let Some(text) = self.text(Attribute::Expiry) {
            match values::expiry(text, context.local) {
                Ok(at) => draft.expires = Some(at),
                Err(error) => draft.expiry_error = Some(error),
            }
        }
        // The passwords of others stay as they are: a file that is imported again would set them again.
        if user.is_none() {
            let cell = self.0.get(&Attribute::Password).copied();
            let cell = cell.filter(|cell| !cell.verbatim().trim().is_empty());
            // In CSV such a blank may be one that stands behind every comma: neither is guessed.
            if let Some(Cell::Raw(text)) = cell
                && text.trim() != text
            {
                return Err(
                    "Password: it begins or ends with a blank. Remove the blank, or write the file as JSON."
                        .to_owned(),
                );
            }
            draft.password = cell.map_or(GENERATED_LATER, Cell::verbatim).to_owned();
        }
        Ok(draft)
    }
}

/// " “1.5”", to stand behind the name of its attribute; nothing for an empty cell, and for a password.
fn value_in_words(attribute: Attribute, text: &str) -> String {
    match attribute {
        Attribute::Password => String::new(),
        _ if text.is_empty() => String::new(),
        _ => format!(" “{}”", shortened(text)),
    }
}

/// Everything that is wrong with a row, each under the name of its attribute.
fn sentences(errors: &ValidationErrors, row: &RowDraft<'_>) -> String {
    let sentence = |attribute: Attribute, error| {
        let text = row.text(attribute).unwrap_or_default();
        let short = shortened(text);
        let words = match attribute {
            Attribute::Expiry => format!("“{short}” isn’t understood. Write dates as in 2027-03-01."),
            Attribute::Uid | Attribute::Gid if text.parse::<i64>().is_err() => {
                format!("“{short}” isn’t a whole number.")
            }
            Attribute::Source => format!(
                "“{short}” isn’t one of {}.",
                SourceType::ALL.each_ref().map(SourceType::as_str).join(", ")
            ),
            _ => {
                let shown = value_in_words(attribute, text);
                return format!(
                    "{}{shown}: {}",
                    attribute.label(),
                    message(attribute.name(), error)
                );
            }
        };
        format!("{}: {words}", attribute.label())
    };
    let found = Attribute::ALL.into_iter().flat_map(|attribute| {
        let errors = errors.details.get(attribute.name()).into_iter().flatten();
        errors.map(move |error| sentence(attribute, error))
    });
    found.collect::<Vec<_>>().join(" ")
}

/// Rows that name the same user, or the same email, contradict one another: all of them are refused.
fn refuse_doubled(rows: &mut [PlannedRow]) {
    type Key = fn(&PlannedRow) -> Option<String>;
    // The name of a row stands beside it, its email doesn't.
    let keys: [(&str, bool, Key); 3] = [
        ("have the same username", false, |row| {
            (!row.name.is_empty()).then(|| row.name.to_lowercase())
        }),
        ("have the same email", true, |row| {
            Some(new_email(&row.outcome)?.to_lowercase())
        }),
        ("change the same user", false, |row| match &row.outcome {
            Outcome::Update(user, _) => Some(user.id.to_string()),
            _ => None,
        }),
    ];
    for (what, is_shown, key) in keys {
        let mut lines: HashMap<String, Vec<usize>> = HashMap::new();
        for row in rows.iter() {
            if let Some(key) = key(row) {
                lines.entry(key).or_default().push(row.line);
            }
        }
        lines.retain(|_, lines| lines.len() > 1);
        let lines = lines.into_iter();
        let problems: HashMap<String, String> = lines
            .map(|(key, lines)| {
                let shown = if is_shown {
                    format!(", “{}”", shortened(&key))
                } else {
                    String::new()
                };
                let problem = format!("Lines {} {what}{shown}. Keep one of them.", some_of(&lines));
                (key, problem)
            })
            .collect();
        for row in rows.iter_mut() {
            if let Some(problem) = key(row).and_then(|key| problems.get(&key)) {
                row.outcome = Outcome::Invalid(problem.clone());
            }
        }
    }
}

/// "2, 5, 9 and 17 more": a column that holds the same everywhere doubles every line.
fn some_of(lines: &[usize]) -> String {
    const NAMED: usize = 3;
    let named: Vec<_> = lines
        .iter()
        .take(NAMED)
        .map(|line| group_digits(*line as u64))
        .collect();
    match lines.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {} more", named.join(", "), group_digits(more as u64)),
    }
}

/// Nobody gets the username or the email of somebody else, unless a row takes it from them: that the server decides.
fn refuse_taken(rows: &mut [PlannedRow], everybody: &Everybody) {
    let changed: HashSet<i64> = rows
        .iter()
        .filter_map(|row| match &row.outcome {
            Outcome::Update(user, _) => Some(user.id),
            _ => None,
        })
        .collect();
    for row in rows {
        let (Outcome::Create(changes) | Outcome::Update(_, changes)) = &row.outcome else {
            continue;
        };
        // Names and emails are of one kind: nobody's name is another's email.
        let owner = |text: Option<&str>| {
            let mut owners = [everybody.named(text?), everybody.with_email(text?)]
                .into_iter()
                .flatten();
            owners.find(|owner| !changed.contains(&owner.id))
        };
        let by_name = owner(changes.username.as_deref()).map(|owner| (Attribute::Username, owner));
        let by_email = owner(new_email(&row.outcome)).map(|owner| (Attribute::Email, owner));
        if let Some((attribute, owner)) = by_name.or(by_email) {
            let value = match attribute {
                Attribute::Email => new_email(&row.outcome),
                _ => changes.username.as_deref(),
            };
            let shown = value_in_words(attribute, value.unwrap_or_default());
            let problem = format!("{}{shown}: it belongs to {}.", attribute.label(), owner.username);
            row.outcome = Outcome::Invalid(problem);
        }
    }
}

fn new_email(outcome: &Outcome) -> Option<&str> {
    match outcome {
        Outcome::Create(changes) | Outcome::Update(_, changes) => changes.email.as_ref()?.as_deref(),
        _ => None,
    }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
